"""What accounts put on the staff menu, and what the audit calls what is done there."""

from city.accounts import audit_views, kept, own_data_views, own_views, passkey_views, people_views, role_views, views
from city.accounts.commands import users
from city.accounts.roles import PERMISSIONS
from city.errors import N_
from city.features import Feature, StaffEntry

# each has added its pages to views.bp when it was imported
PAGES = (views, own_views, passkey_views, own_data_views, people_views, role_views, audit_views)

MENU = (
    StaffEntry(
        label=N_("My account"),
        endpoint="accounts.own",
        permission="accounts.own",
        summary=N_("Language, password, codes, and where you are signed in"),
    ),
    StaffEntry(
        label=N_("Accounts"),
        endpoint="accounts.list_people",
        permission="accounts.people",
        summary=N_("Who has an account, and what they may do"),
    ),
    StaffEntry(
        label=N_("Audit"),
        endpoint="accounts.audit",
        permission="accounts.audit",
        summary=N_("Who did what, and when"),
    ),
)
ACTIONS = {
    "accounts.sign_in": N_("signed in"),
    "accounts.sign_in_refused": N_("was refused at sign-in"),
    "accounts.sign_out": N_("signed out"),
    "accounts.own_language": N_("changed the language"),
    "accounts.own_password_asked": N_("was asked for the password"),
    "accounts.own_password": N_("changed the password"),
    "accounts.own_codes_asked": N_("was asked for a code"),
    "accounts.own_codes": N_("set up codes"),
    "accounts.own_codes_off": N_("gave up codes"),
    "accounts.own_passkey_asked": N_("began to add a passkey"),
    "accounts.own_passkey": N_("added a passkey"),
    "accounts.own_passkey_off": N_("removed a passkey"),
    "accounts.own_export": N_("took own data along"),
    "accounts.export": N_("exported the audit"),
    "accounts.own_recovery": N_("made new recovery codes"),
    "accounts.own_session_end": N_("ended a session"),
    "accounts.add": N_("added an account"),
    "accounts.roles": N_("changed roles"),
    "accounts.off": N_("switched an account off"),
    "accounts.on": N_("switched an account on"),
    "accounts.sessions_end": N_("ended all sessions of an account"),
    "accounts.codes_reset": N_("reset the codes of an account"),
    "accounts.password_reset": N_("gave an account a new password"),
}

feature = Feature(
    personal_data=kept.SOURCES,
    name="accounts",
    blueprints=(views.bp,),
    commands=(users,),
    permissions=PERMISSIONS,
    staff_menu=MENU,
    permission_labels={"accounts.home": N_("See the home page for staff")},
    actions=ACTIONS,
)
