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
    "administrator": N_("Administrator"),
    "resident": N_("Resident"),
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


def permissions_of(roles, granted):
    """The permissions that somebody with these roles has. `granted` is {permission: roles}."""
    return frozenset(permission for permission, allowed in granted.items() if allowed & roles)
