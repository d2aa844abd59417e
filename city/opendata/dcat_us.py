"""The catalogue as DCAT-US 1.1 (Project Open Data metadata schema), which many harvesters read."""

from city.opendata.vocabularies import DURATIONS

SCHEMA = "https://project-open-data.cio.gov/v1.1/schema"
BOX = "69.13,41.17,69.45,41.43"  # west, south, east, north of the city


def write(said):
    """The document (values of JSON) of what catalogue.describe says. Datasets without any data yet are left out."""
    return {
        "@context": f"{SCHEMA}/catalog.jsonld",
        "@id": said["dcat_us"],
        "@type": "dcat:Catalog",
        "conformsTo": SCHEMA,
        "describedBy": f"{SCHEMA}/catalog.json",
        "dataset": [_write(said, each) for each in said["datasets"] if each["updated_at"]],
    }


def _write(said, dataset):
    contact = {"@type": "vcard:Contact", "fn": said["publisher"]["en"]}
    contact |= {"hasEmail": f"mailto:{said['email']}"} if said["email"] else {}
    written = {
        "@type": "dcat:Dataset",
        "identifier": dataset["page"],
        "title": dataset["title"]["en"],
        "description": " ".join(_list_sentences(dataset)),
        "keyword": dataset["keywords"],
        "modified": dataset["updated_at"],
        "publisher": {"@type": "org:Organization", "name": said["publisher"]["en"]},
        "contactPoint": contact,
        "accessLevel": "public",
        "license": dataset["licence_address"],
        "spatial": BOX,
        "theme": [said["themes"][dataset["theme"]]["en"]],
        "accrualPeriodicity": DURATIONS[dataset["frequency"]],
        "landingPage": dataset["page"],
        "distribution": [_write_file(each) for each in dataset["files"]],
    }
    return written | ({"references": [dataset["source_address"]]} if "source_address" in dataset else {})


def _write_file(file):
    written = {"@type": "dcat:Distribution", "title": file["label"]["en"], "downloadURL": file["address"]}
    return written | {"mediaType": file["media_type"], "format": file["label"]["en"]}


def _list_sentences(dataset):
    return [dataset[name]["en"] for name in ("note", "description", "how", "source") if name in dataset]
