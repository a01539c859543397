"""The README's nginx in front of a server of ours."""

import getpass
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.bench.measure import ROOT, Server, free, wait

NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
WHOLE = """daemon off; user {user}; worker_processes 2; pid {folder}/pid; error_log {folder}/errors crit;
events {{}}
http {{ access_log off; client_body_temp_path {folder}/bodies; proxy_temp_path {folder}/proxied;
fastcgi_temp_path {folder}/f; uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
{ours} }}
"""


@contextmanager
def standing_before(server: Server, folder: Path) -> Iterator[Server]:
    """Run nginx with the README's lines, only address, folder and TLS changed."""
    folder.mkdir(parents=True, exist_ok=True)
    port = free()
    (folder / "nginx.conf").write_text(_configuration(port, server.port, folder.resolve()), encoding="utf8")
    process = subprocess.Popen([NGINX or "nginx", "-e", "stderr", "-c", str(folder.resolve() / "nginx.conf")])
    try:
        wait(port)
        yield Server(port, process.pid)
    finally:
        process.terminate()
        process.wait(20)


def _configuration(port: int, behind: int, folder: Path) -> str:
    lines = re.findall(r"```nginx\n(.*?)```", (ROOT / "README.md").read_text(encoding="utf8"), re.S)[0]
    ours = re.sub(r"listen [^;]*; server_name [^;]*;", f"listen 127.0.0.1:{port};", lines)
    ours = ours.replace("127.0.0.1:8000", f"127.0.0.1:{behind}").replace("/var/cache/nginx/portal", f"{folder}/cache")
    return WHOLE.format(user=getpass.getuser(), folder=folder, ours=ours)
