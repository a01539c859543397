"""The judge of pages sees what could only have been typed: each of these is one fault at least."""

import pytest

from tests import html5
from tests.attacks.inert import faults

OURS = '<svg><use href="#i-clock"></use><path d="M0 0"></path></svg><a href="/en/">English</a><p>1 &lt; 2</p>'


@pytest.mark.parametrize(
    "typed",
    [
        "<svg><foreignObject><p>x</p></foreignObject></svg>",
        "<svg><script>alert(1)</script></svg>",
        "<svg><set attributeName=href to=javascript:alert(1)></svg>",
        "<svg><use href=//x.example/a.svg#b></use></svg>",
        "<svg><a xlink:href='javascript:alert(1)'><text>x</text></a></svg>",
        "<svg onload=alert(1)></svg>",
        "<math><mi>x</mi></math>",
        "<template><b>x</b></template>",
        "<p style=color:red>x</p>",
        "<a href='java&#10;script:alert(1)'>x</a>",
        "<img src=//x.example/a.png>",
    ],
)
def test_it_sees(typed: str) -> None:
    assert list(faults(html5.page(f"<!doctype html><title>x</title><main>{OURS}{typed}</main>")))


def test_it_sees_nothing_where_all_is_ours() -> None:
    assert not list(faults(html5.page(f"<!doctype html><title>x</title><main>{OURS}</main>")))
    assert not list(faults(html5.page(f"<!doctype html><title>x</title><main>{OURS}{'<b>' * 3_000}</main>")))
