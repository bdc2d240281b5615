"""What the configuration says of one tool, whatever its name suggests or anybody declares."""

import msgspec

from baselines import Action


class ToolSetting(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Meaning of a tool's calls; what is not given follows from names and declarations.

    Parameters
    ----------
    verb
        Its verb class, in place of the one that producers give.
    irreversible
        Whether no undo brings back what it did.
    broad
        Whether one call takes many objects.
    external
        Whether what it writes or sends leaves the organisation.

    Examples
    --------
    >>> ToolSetting(verb="read").broad is None
    True
    """

    verb: Action | None = None
    irreversible: bool | None = None
    broad: bool | None = None
    external: bool | None = None
