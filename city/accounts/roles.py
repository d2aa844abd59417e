"""The roles that people can have, and which permissions of the core each of them brings."""

from city.errors import N_

ROLES = {
    "dispatcher": N_("Dispatcher"),
    "supervisor": N_("Shift supervisor"),
    "desk": N_("Service desk"),
    "editor": N_("Editor"),
    "publisher": N_("Publisher"),
    "assessor": N_("Assessor"),
    "reviewer": N_("Reviewer"),
    "clerk": N_("Transit clerk"),
    "administrator": N_("Administrator"),
    "resident": N_("Resident"),
}
SUMMARIES = {
    "dispatcher": N_("Takes calls at 112 and sends them to the services."),
    "supervisor": N_("Leads a shift of 112: sees all, connects services, says who sits where."),
    "desk": N_("Answers hand-overs of 112 for one service: fire, ambulance, police or gas."),
    "editor": N_("Writes pages and news of the city hall; somebody else publishes them."),
    "publisher": N_("Looks through pages and news of the city hall, and publishes them."),
    "assessor": N_("Answers the criteria of LOSI assessments."),
    "reviewer": N_("Looks through LOSI assessments before they are published."),
    "clerk": N_("Tells passengers what changes in public transport."),
    "administrator": N_("Gives accounts and roles, ends sessions, reads the audit."),
    "resident": N_("Has an account without any work for the city."),
}
ADMINISTRATOR = "administrator"
STAFF = tuple(role for role in ROLES if role != "resident")
PERMISSIONS = {
    "accounts.home": STAFF,
    "accounts.own": tuple(ROLES),
    "accounts.people": (ADMINISTRATOR,),
    "accounts.audit": (ADMINISTRATOR,),
}


def join_permissions(mappings):
    """{permission: roles} of the city and of all services. Raises ValueError for a role that there is not."""
    joined = {}
    for mapping in mappings:
        for permission, roles in mapping.items():
            if unknown := set(roles) - ROLES.keys():
                raise ValueError(f"permission {permission} names roles that there are not: {sorted(unknown)}")
            joined[permission] = frozenset(roles)
    return joined


def join_shift_roles(lists):
    """The roles that work in shifts, of all services. Raises ValueError for a role that there is not."""
    joined = frozenset(role for each in lists for role in each)
    if unknown := joined - ROLES.keys():
        raise ValueError(f"there are no such roles to work in shifts: {sorted(unknown)}")
    return joined


def permissions_of(roles, granted):
    """The permissions that somebody with these roles has. `granted` is {permission: roles}."""
    return frozenset(permission for permission, allowed in granted.items() if allowed & roles)
