"""The demo's staff: one account for each office, all with one password that is printed."""

from dataclasses import dataclass

from portal.accounts import passwords, queries, services
from portal.core.actor import SYSTEM, Actor, Role
from portal.core.db import unit_of_work

PASSWORD = "nguoi tot viec tot"  # noqa: S105  # of invented accounts in an invented database


@dataclass(frozen=True)
class Account:
    """One way to sign in to the demo."""

    sign_in_name: str
    name: str
    role: Role
    password: str = PASSWORD


ACCOUNTS = (
    Account("kiem.duyet", "Đỗ Minh Châu", Role.MODERATOR),
    Account("kiem.duyet.2", "Ngô Thị Thoa", Role.MODERATOR),  # much at the desk takes two
    Account("bien.tap", "Nguyễn Khánh Linh", Role.EDITOR),
    Account("lanh.dao", "Trần Hữu Nghĩa", Role.BOARD_LEAD),
    Account("chuyen.vien", "Vũ Lan Anh", Role.APPRAISER),
    Account("can.bo", "Phạm Thu Hà", Role.CLERK),
    Account("tiep.nhan", "Tạ Thị Mùi", Role.CONFIDENTIAL_READER),
    Account("giu.danh.tinh", "Kiều Văn Thiết", Role.IDENTITY_KEEPER),
    Account("giam.sat", "Vũ Đình Chiến", Role.OBSERVER),
    Account("quan.tri", "Lê Quang Vũ", Role.ADMINISTRATOR),
)


def open_accounts() -> dict[Role, Actor]:
    """Open the accounts that are not there, and give those who act by their office, of each office the first."""
    hash = passwords.hashed(PASSWORD)
    with unit_of_work():
        for account in ACCOUNTS:
            if queries.by_sign_in_name(account.sign_in_name) is None:
                made = services.add(account.sign_in_name, name=account.name, password_hash=hash, by=SYSTEM)
                services.grant(made, account.role, by=SYSTEM)
    found = {account.role: queries.by_sign_in_name(account.sign_in_name) for account in reversed(ACCOUNTS)}
    return {role: queries.as_actor(staff) for role, staff in found.items() if staff is not None}
