"""The catalogue as a graph by DCAT-AP 3.0. Only this file imports rdflib, and it is imported only where the graph is asked for.

Terms: https://semiceu.github.io/DCAT-AP/releases/3.0.0/; codes are those of the EU's lists (opendata.vocabularies).
"""

import json
from functools import lru_cache

from rdflib import DCAT, DCTERMS, FOAF, RDF, SKOS, XSD, Graph, Literal, Namespace, URIRef

from city.opendata.vocabularies import AUTHORITY, FREQUENCIES, LANGUAGES

ADMS, DCATAP = Namespace("http://www.w3.org/ns/adms#"), Namespace("http://data.europa.eu/r5r/")
VCARD, GEO = Namespace("http://www.w3.org/2006/vcard/ns#"), Namespace("http://www.opengis.net/ont/geosparql#")
PREFIXES = {"adms": ADMS, "dcatap": DCATAP, "geosparql": GEO, "vcard": VCARD, "foaf": FOAF, "dct": DCTERMS}
FORMATS = {"ttl": "turtle", "jsonld": "json-ld", "rdf": "pretty-xml"}
IANA = "https://www.iana.org/assignments/media-types/"
BOX = "POLYGON((69.13 41.17,69.45 41.17,69.45 41.43,69.13 41.43,69.13 41.17))"  # of the maps of the city
ISSUED = "2026-11-24"
KIND_OF_PUBLISHER = "NonProfitOrganisation"  # ADMS's list; an office that takes the site over is a LocalAuthority


@lru_cache(maxsize=16)  # harvesters and readers ask again and again; what is said changes with the data
def write(form, said):
    """The text of the catalogue in one of FORMATS; `said` is the JSON of what catalogue.describe says."""
    graph = make_graph(json.loads(said))
    more = {"auto_compact": True} if form == "jsonld" else {"max_depth": 1} if form == "rdf" else {}
    return graph.serialize(format=FORMATS[form], **more)


def make_graph(said):
    """The rdflib.Graph of the catalogue, its datasets, their files, the service, and what they refer to."""
    graph = Graph(bind_namespaces="rdflib")
    for prefix, namespace in PREFIXES.items():
        graph.bind(prefix, namespace, override=True, replace=True)
    put = Putter(graph, said)
    put.catalogue()
    for dataset in said["datasets"]:
        put.dataset(dataset)
    put.service()
    return graph


class Putter:
    """Adds what is said to a graph; things that are referred to are named and typed once."""

    def __init__(self, graph, said):
        self.graph, self.said = graph, said
        self.uri = URIRef(said["address"])
        self.publisher, self.contact = URIRef(f"{self.uri}#publisher"), URIRef(f"{self.uri}#contact")
        self.place, self.api = URIRef(f"{self.uri}#tashkent"), URIRef(f"{self.uri}#api")

    def add(self, subject, kind, **values):
        """Type a thing and give it values by the names in NAMES; None and empty ones are passed over."""
        self.graph.add((subject, RDF.type, kind))
        for name, value in values.items():
            for each in value if isinstance(value, list) else [value]:
                if each is not None:
                    self.graph.add((subject, NAMES[name], each))
        return subject

    def catalogue(self):
        said, languages = self.said, self.languages()
        taxonomy = self.add(URIRef(f"{AUTHORITY}/data-theme"), SKOS.ConceptScheme, title=Literal("Data theme", lang="en"))
        pages = [self.add(URIRef(said["pages"]["en"]), FOAF.Document)]
        newest = max((each["updated_at"] for each in said["datasets"] if each["updated_at"]), default=None)
        texts = {"title": tagged(said["title"]), "description": tagged(said["about"])}
        links = {"publisher": self.who(), "license": self.licence("CC0-1.0"), "language": languages, "taxonomy": taxonomy}
        links |= {"spatial": self.where(), "homepage": pages, "contact": self.whom_to_ask(), "service": self.api}
        times = {"issued": Literal(ISSUED, datatype=XSD.date), "modified": at(newest)}
        datasets = [URIRef(each["page"]) for each in said["datasets"]]
        self.add(self.uri, DCAT.Catalog, **texts, **links, **times, dataset=datasets)

    def dataset(self, each):
        uri, files = URIRef(each["page"]), [self.file(each, file) for file in each["files"]]
        texts = {"title": tagged(each["title"]), "description": describe(each), "identifier": Literal(each["page"])}
        texts |= {"keyword": [Literal(word, lang="en") for word in each["keywords"]]}
        theme = self.concept(f"data-theme/{each['theme']}", self.said["themes"][each["theme"]])
        links = {"theme": theme, "publisher": self.publisher, "contact": self.contact, "spatial": self.place}
        links |= {"distribution": files}
        links |= {"rights": self.thing(f"{AUTHORITY}/access-right/PUBLIC", DCTERMS.RightsStatement), "language": self.languages()}
        links |= {"frequency": self.thing(f"{AUTHORITY}/frequency/{each['frequency']}", DCTERMS.Frequency)}
        links |= {"provenance": self.origin(each), "page": self.thing(each["page"] + "#page", FOAF.Document)}
        assert each["frequency"] in FREQUENCIES
        self.add(uri, DCAT.Dataset, **texts, **links, modified=at(each["updated_at"]))

    def file(self, dataset, file):
        uri = URIRef(file["address"] + "#file")
        media = self.thing(IANA + file["media_type"], DCTERMS.MediaType)
        file_type = self.thing(f"{AUTHORITY}/file-type/{file['format']}", DCTERMS.MediaTypeOrExtent)
        size = Literal(file["size"], datatype=XSD.nonNegativeInteger) if file["size"] is not None else None
        where = {"access": URIRef(dataset["page"]), "download": URIRef(file["address"])}
        where |= {"licence": self.licence(dataset["licence"])}
        availability = self.concept_of("http://data.europa.eu/r5r/availability/stable", {"en": "stable"})
        titles = [Literal(f"{dataset['title'][code]}: {label}", lang=code) for code, label in file["label"].items()]
        more = {"media": media, "format": file_type, "size": size, "availability": availability, "language": self.languages()}
        if file["name"] == "geojson":
            more["conforms"] = self.thing("https://www.rfc-editor.org/rfc/rfc7946", DCTERMS.Standard)
        return self.add(uri, DCAT.Distribution, title=titles, **where, **more, modified=at(dataset["updated_at"]))

    def service(self):
        served = [URIRef(each["page"]) for each in self.said["datasets"] if each["api"]]
        titles = [Literal(f"{text}: JSON", lang=code) for code, text in self.said["publisher"].items()]
        links = {"endpoint": URIRef(self.said["site"] + "/api/v1/"), "endpoint_about": URIRef(self.said["openapi"])}
        links |= {"serves": served}
        links |= {"publisher": self.publisher, "contact": self.contact, "landing": self.thing(self.said["api"], FOAF.Document)}
        rights = self.thing(f"{AUTHORITY}/access-right/PUBLIC", DCTERMS.RightsStatement)
        self.add(self.api, DCAT.DataService, title=titles, rights=rights, license=self.licence("ODbL-1.0"), **links)

    def who(self):
        kind = self.concept_of(f"http://purl.org/adms/publishertype/{KIND_OF_PUBLISHER}", {"en": "Non-profit organisation"})
        page = URIRef(self.said["site"] + "/")
        return self.add(self.publisher, FOAF.Agent, name=tagged(self.said["publisher"]), type=kind, agent_page=page)

    def whom_to_ask(self):
        email = URIRef(f"mailto:{self.said['email']}") if self.said["email"] else None
        ways = {"vcard_name": tagged(self.said["publisher"]), "vcard_page": URIRef(self.said["write"]), "vcard_email": email}
        self.graph.add((self.contact, RDF.type, VCARD.Kind))
        return self.add(self.contact, VCARD.Organization, **ways)

    def where(self):
        box = Literal(BOX, datatype=GEO.wktLiteral)
        names = {"uz": "Toshkent", "uz-Cyrl": "Тошкент", "ru": "Ташкент", "en": "Tashkent"}
        return self.add(self.place, DCTERMS.Location, box=box, label=tagged(names))

    def origin(self, each):
        uri = URIRef(each["page"] + "#source")
        page = URIRef(each["source_address"]) if "source_address" in each else None
        return self.add(uri, DCTERMS.ProvenanceStatement, rdfs_label=tagged(each["source"]), see=page)

    def licence(self, key):
        name, uri, kind = self.said["licences"][key]
        kind = self.concept_of(f"http://purl.org/adms/licencetype/{kind}", {"en": kind})
        return self.add(URIRef(uri), DCTERMS.LicenseDocument, title=Literal(name, lang="en"), type=kind)

    def languages(self):
        codes = dict.fromkeys(LANGUAGES.values())
        return [self.thing(f"{AUTHORITY}/language/{code}", DCTERMS.LinguisticSystem) for code in codes]

    def concept(self, path, labels):
        return self.concept_of(f"{AUTHORITY}/{path}", labels)

    def concept_of(self, uri, labels):
        return self.add(URIRef(uri), SKOS.Concept, label=tagged(labels))

    def thing(self, uri, kind):
        return self.add(URIRef(uri), kind)


def tagged(texts):
    """Literals of {code: text}."""
    return [Literal(text, lang=code) for code, text in texts.items() if text]


def describe(dataset):
    """In each language one text: that it is demonstration data where it is, what it is, how it was gathered."""
    parts = [dataset[name] for name in ("note", "description", "how") if name in dataset]
    return tagged({code: " ".join(part[code] for part in parts) for code in dataset["description"]})


def at(moment):
    return Literal(moment, datatype=XSD.dateTime) if moment else None


RDFS = Namespace("http://www.w3.org/2000/01/rdf-schema#")
NAMES = {
    "title": DCTERMS.title,
    "description": DCTERMS.description,
    "identifier": DCTERMS.identifier,
    "publisher": DCTERMS.publisher,
    "license": DCTERMS.license,
    "licence": DCTERMS.license,
    "language": DCTERMS.language,
    "spatial": DCTERMS.spatial,
    "issued": DCTERMS.issued,
    "modified": DCTERMS.modified,
    "type": DCTERMS.type,
    "format": DCTERMS["format"],
    "rights": DCTERMS.accessRights,
    "provenance": DCTERMS.provenance,
    "frequency": DCTERMS.accrualPeriodicity,
    "conforms": DCTERMS.conformsTo,
    "taxonomy": DCAT.themeTaxonomy,
    "dataset": DCAT.dataset,
    "service": DCAT.service,
    "contact": DCAT.contactPoint,
    "keyword": DCAT.keyword,
    "theme": DCAT.theme,
    "distribution": DCAT.distribution,
    "page": DCAT.landingPage,
    "landing": DCAT.landingPage,
    "access": DCAT.accessURL,
    "download": DCAT.downloadURL,
    "media": DCAT.mediaType,
    "size": DCAT.byteSize,
    "box": DCAT.bbox,
    "endpoint": DCAT.endpointURL,
    "endpoint_about": DCAT.endpointDescription,
    "serves": DCAT.servesDataset,
    "availability": DCATAP.availability,
    "homepage": FOAF.homepage,
    "agent_page": FOAF.page,
    "name": FOAF.name,
    "label": SKOS.prefLabel,
    "rdfs_label": RDFS.label,
    "see": RDFS.seeAlso,
    "vcard_name": VCARD.fn,
    "vcard_page": VCARD.hasURL,
    "vcard_email": VCARD.hasEmail,
}
