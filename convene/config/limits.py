"""How often something may be tried at the entrance, and what costs much be asked for by anybody.

Strict for one mail address ("key") and one account ("user"), wide for one IP address, which a whole museum may share.
None lasts longer than the ten minutes that the refusal speaks of.
"""

from __future__ import annotations

ENTRANCE = {
    "login": "120/m/ip",
    "login_failed": "60/m/ip,200/10m/ip,5/5m/key",
    "signup": "60/m/ip,200/10m/ip",
    "reset_password": "60/m/ip,3/m/key,6/10m/key",
    "request_login_code": "60/m/ip,3/m/key,6/10m/key",
    "still_you": "6/10m/user",
    "confirm_email": "1/10s/key,6/10m/key",
    "library_export": "30/10m/ip",
}
