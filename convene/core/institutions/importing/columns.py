"""What the columns of a list of institutions may hold, and the lists that are known by name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _

from ....lib.records.tables import Columns

COLUMNS = Columns(
    {
        "name": "name institution institutionname organization organisation organizationname museum museumname title "
        "nom nomofficiel nomofficieldumusee nombre nombredelmuseo institución museo einrichtung titel commonname",
        "kind": "kind type category museumtype institutiontype discipline tipo categoría typ art",
        "place": "place city town municipality commune ville ciudad localidad ort stadt location adcity phycity",
        "region": "region state province county regionadministrative región estado provincia bundesland land adstate",
        "country": "country countrycode pays país pais nation",
        "size": "size staff employees staffcount numberofstaff größe tamaño taille",
        "website": "website url web webaddress homepage site siteweb sitioweb internet weburl link",
        "latitude": "latitude lat latitud breitengrad",
        "longitude": "longitude lon lng long longitud längengrad",
        "coordinates": "coordinates latlon latlong geolocalisation geolocation coordonnées coordenadas geopoint",
        "identifier": "identifier id mid museumid identifiant identifiantmuseofile isil wikidata code",
        "closed": "closed isclosed cerrado fermé geschlossen",
    },
    "name",
    _(
        "No column holds the names of the institutions. The columns are: %(columns)s. "
        "Say which one does."
    ),
)  # fmt: skip
STATES = {
    "01": "Alabama", "02": "Alaska", "04": "Arizona", "05": "Arkansas", "06": "California", "08": "Colorado",
    "09": "Connecticut", "10": "Delaware", "11": "District of Columbia", "12": "Florida", "13": "Georgia",
    "15": "Hawaii", "16": "Idaho", "17": "Illinois", "18": "Indiana", "19": "Iowa", "20": "Kansas", "21": "Kentucky",
    "22": "Louisiana", "23": "Maine", "24": "Maryland", "25": "Massachusetts", "26": "Michigan", "27": "Minnesota",
    "28": "Mississippi", "29": "Missouri", "30": "Montana", "31": "Nebraska", "32": "Nevada", "33": "New Hampshire",
    "34": "New Jersey", "35": "New Mexico", "36": "New York", "37": "North Carolina", "38": "North Dakota",
    "39": "Ohio", "40": "Oklahoma", "41": "Oregon", "42": "Pennsylvania", "44": "Rhode Island",
    "45": "South Carolina", "46": "South Dakota", "47": "Tennessee", "48": "Texas", "49": "Utah", "50": "Vermont",
    "51": "Virginia", "53": "Washington", "54": "West Virginia", "55": "Wisconsin", "56": "Wyoming",
    "72": "Puerto Rico",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Known:
    """A list that is recognized by the names of its columns."""

    source: str
    header: frozenset[str]  # names that it has among its columns
    said: Mapping[str, str] = field(default_factory=dict)  # of every row
    has_states: bool = False  # in its identifiers


KNOWN = (
    # The Museum Universe Data File of the IMLS: 84, 0, two digits of the state (FIPS), five of the museum
    Known("imls", frozenset({"mid", "from_imls", "loc_code"}), {"country": "US"}, has_states=True),
    Known("museofile", frozenset({"identifiant_museofile", "nom_officiel_du_musee"}), {"country": "FR"}),
)


def known_list(header: list[str]) -> Known | None:
    """The list that has these columns, if it is one of those."""
    return next((one for one in KNOWN if one.header <= {*header}), None)
