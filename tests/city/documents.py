"""Documents to send in tests: PDF by pypdf, Office and OpenDocument member by member."""

import zipfile
from io import BytesIO

from pypdf import PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, TextStringObject

CP = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


def make_pdf(change=lambda writer: None, **encryption):
    """A PDF of one page; `change` is done to its writer before it is written."""
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    writer.add_metadata({"/Author": "Anna Karimova", "/Creator": "Word of Anna"})
    change(writer)
    if encryption:
        writer.encrypt(**encryption)
    made = BytesIO()
    writer.write(made)
    return made.getvalue()


def dictionary(**values):
    """A PDF dictionary: names as they are, texts in parentheses."""
    made = DictionaryObject()
    for name, value in values.items():
        if isinstance(value, str):
            value = TextStringObject(value[1:-1]) if value.startswith("(") else NameObject(value)
        made[NameObject(f"/{name}")] = ArrayObject(value) if isinstance(value, list) else value
    return made


def on_opening(**action):
    """A change for make_pdf: what is done when the document is opened."""

    def change(writer):
        writer.root_object[NameObject("/OpenAction")] = writer._add_object(dictionary(**action))

    return change


def make_zip(parts, **values):
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return made.getvalue()


def make_docx(main=MAIN, **more):
    """A DOCX whose author is Anna; `more` are further members, with __ for / in their names, None takes one away."""
    parts = {
        "[Content_Types].xml": f"""<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
            <Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
            <Override PartName="/word/document.xml" ContentType="{main}"/></Types>""",
        "_rels/.rels": f"""<Relationships xmlns="{RELS}">
            <Relationship Id="r1" Type="{TYPE}/officeDocument" Target="word/document.xml"/></Relationships>""",
        "docProps/core.xml": f"""<cp:coreProperties xmlns:cp="{CP}" xmlns:dc="http://purl.org/dc/elements/1.1/">
            <dc:creator>Anna Karimova</dc:creator></cp:coreProperties>""",
        "word/document.xml": f"""<w:document xmlns:w="{W}"><w:body><w:p><w:ins w:id="1" w:author="Anna Karimova">
            <w:r><w:t>Budget</w:t></w:r></w:ins></w:p></w:body></w:document>""",
    }
    return make_zip(parts | {name.replace("__", "/"): part for name, part in more.items()})


def outside(kind, target="https://example.org/a.dotm"):
    """Relationships of a part that lead outside."""
    return f"""<Relationships xmlns="{RELS}"><Relationship Id="r1" Type="{TYPE}/{kind}" Target="{target}" TargetMode="External"/>
        </Relationships>"""


def make_odt(kind="text", **more):
    parts = {
        "mimetype": f"application/vnd.oasis.opendocument.{kind}",
        "content.xml": "<office:document-content><dc:creator>Anna Karimova</dc:creator>Budget</office:document-content>",
        "meta.xml": "<office:document-meta><meta:initial-creator>Anna Karimova</meta:initial-creator></office:document-meta>",
        "META-INF/manifest.xml": "<manifest:manifest/>",
    }
    return make_zip(parts | {name.replace("__", "/"): part for name, part in more.items()})


def read_members(data):
    with zipfile.ZipFile(BytesIO(data)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}
