"""Files: known by content, without programs and without the names of those who wrote them."""

from io import BytesIO

import openpyxl
import pytest
from PIL import Image
from pypdf import PdfReader
from pypdf.generic import ArrayObject, DecodedStreamObject, NameObject, NumberObject, StreamObject, TextStringObject

from city.attachments import kinds, refusals
from tests.city.documents import dictionary, make_docx, make_odt, make_pdf, make_zip, on_opening, outside, read_members

pytestmark = pytest.mark.once


def read(data, name="budget.pdf", title="Budget 2026"):
    return kinds.read_file(data, name, title)


def make_xlsx():
    book = openpyxl.Workbook()
    book.properties.creator = "Anna Karimova"
    book.active["A1"] = "Budget"
    made = BytesIO()
    book.save(made)
    return made.getvalue()


@pytest.mark.parametrize(
    ("data", "name", "kind"),
    [
        (make_pdf(), "a.exe", "pdf"),
        (make_docx(), "a.pdf", "docx"),
        (make_xlsx(), "a", "xlsx"),
        (make_odt(), "a.zip", "odt"),
        (make_odt("spreadsheet"), "a.ods", "ods"),
        (b"tuman;aholi\nOlmazor;400000\n", "a.csv", "csv"),
        ("\ufeffтуман,аҳоли\n".encode(), "A.CSV", "csv"),
        ("Oʻzbekiston\n".encode(), "a.doc", "txt"),
    ],
)
def test_what_a_file_is_its_bytes_say(data, name, kind):
    assert read(data, name).kind == kind


@pytest.mark.parametrize(
    "data",
    [
        b"MZ\x90\x00 a program",
        b"\x7fELF\x02\x01\x01\x00",
        b"GIF89a\x00\x00",
        b"<!doctype html><script>alert(1)</script>",
        b"\n <svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
        b"<?xml version='1.0'?><x:html xmlns:x='http://www.w3.org/1999/xhtml'/>",
        b"<x:html xmlns:x='http://www.w3.org/1999/xhtml'/>",
        b"a\x00b",
        make_zip({"readme.txt": "a zip"}),
        make_zip({"mimetype": "application/epub+zip"}),
        make_odt("presentation"),
        b"#!PDF" + make_pdf(),
    ],
)
def test_what_is_none_of_the_kinds_is_refused(data):
    with pytest.raises(refusals.UnknownKind):
        read(data)


def test_a_text_of_another_encoding_is_told_from_a_program():
    with pytest.raises(refusals.NotUtf8Text):
        read("туман;аҳоли".replace("ҳ", "х").encode("cp1251"), "a.csv")


def test_nothing_at_all_is_asked_for():
    with pytest.raises(refusals.NoFile):
        read(b"")


def test_a_pdf_loses_its_author_and_what_hangs_on_and_gets_our_title():
    def tell(writer):
        told = DecodedStreamObject()
        told.set_data(b"<x:xmpmeta>Anna Karimova</x:xmpmeta>")
        writer.root_object[NameObject("/Metadata")] = writer._add_object(told)
        writer.pages[0][NameObject("/PieceInfo")] = dictionary(Word=dictionary(Private="(Anna Karimova)"))
        writer.root_object[NameObject("/Lang")] = dictionary(x="(uz)")["/x"]

    cleaned = read(make_pdf(tell) + b"<script>hangs on</script>").data
    assert b"Anna" not in cleaned and b"hangs on" not in cleaned
    opened = PdfReader(BytesIO(cleaned))
    assert len(opened.pages) == 1 and opened.metadata.title == "Budget 2026" and opened.metadata.author is None
    assert opened.trailer["/Root"]["/Lang"] == "uz"


def attach(writer):
    writer.add_attachment("evil.exe", b"MZ")


def name_script(writer):
    script = writer._add_object(dictionary(S="/JavaScript", JS="(app.alert)"))
    writer.root_object[NameObject("/Names")] = dictionary(JavaScript=dictionary(Names=[TextStringObject("a"), script]))


def hide_name(writer):
    """An action whose kind lies elsewhere in the file."""
    action = dictionary(S="/JavaScript")
    action[NameObject("/S")] = writer._add_object(NameObject("/JavaScript"))
    writer.pages[0][NameObject("/AA")] = dictionary(O=action)


@pytest.mark.parametrize(
    "change",
    [
        name_script,
        attach,
        hide_name,
        on_opening(S="/JavaScript", X="(app.alert)"),
        on_opening(S="/Launch", F="(cmd.exe)"),
        on_opening(S="/URI", URI="(https://example.org)", Next=dictionary(S="/SubmitForm", F="(https://example.org)")),
    ],
)
def test_a_pdf_that_does_something_is_refused(change):
    with pytest.raises(refusals.HasPrograms):
        read(make_pdf(change))


def test_names_written_in_another_way_are_seen_through():
    plain = make_pdf(on_opening(S="/Launch", F="(cmd.exe)"))
    with pytest.raises(refusals.HasPrograms):
        read(plain.replace(b"/Launch", b"/L#61unch"))


def test_a_pdf_with_a_link_is_taken():
    assert read(make_pdf(on_opening(S="/URI", URI="(https://example.org)"))).kind == "pdf"


def test_a_pdf_with_a_password_is_refused():
    with pytest.raises(refusals.Locked):
        read(make_pdf(user_password="", owner_password="secret", algorithm="RC4-128"))


def test_a_signed_pdf_is_kept_to_the_byte():
    def sign(writer):
        signature = dictionary(Type="/Sig", Contents="(00)", ByteRange=[NumberObject(n) for n in (0, 1, 2, 3)])
        field = dictionary(FT="/Sig", V=writer._add_object(signature))
        writer.root_object[NameObject("/AcroForm")] = dictionary(Fields=[writer._add_object(field)])

    signed = make_pdf(sign)
    assert read(signed).data == signed


def test_who_only_says_that_it_is_signed_is_cleaned_like_all_others():
    claims = make_pdf(lambda writer: writer.root_object.update(dictionary(ByteRange=[NumberObject(0)] * 4)))
    assert b"Karimova" in claims and b"Karimova" not in read(claims).data


def test_a_pdf_loses_who_wrote_notes_and_what_a_camera_wrote():
    photograph = BytesIO()
    exif = Image.Exif()
    exif[0x010F] = "Camera of Anna"
    Image.new("RGB", (8, 8), "red").save(photograph, "JPEG", exif=exif)

    def add(writer):
        note = dictionary(Subtype="/Text", T="(Anna Karimova)", Contents="(see page 2)", Rect=[NumberObject(0)] * 4)
        stream = StreamObject()
        stream._data = photograph.getvalue()
        stream.update(dictionary(Subtype="/Image", Filter="/DCTDecode", Width=NumberObject(8), Height=NumberObject(8)))
        writer.pages[0][NameObject("/Annots")] = ArrayObject([writer._add_object(note)])
        writer.pages[0][NameObject("/Resources")] = dictionary(XObject=dictionary(Im0=writer._add_object(stream)))

    sent = make_pdf(add)
    kept = read(sent).data
    assert b"Anna" in sent and b"Camera" in sent
    assert b"Anna" not in kept and b"Camera" not in kept and b"see page 2" in kept and b"\xff\xd8\xff" in kept


@pytest.mark.parametrize("data", [b"%PDF-1.7\n", make_pdf()[:300], b"%PDF-1.7\n" + b"1 0 obj\n<<" * 5000, make_docx()[:400]])
def test_half_a_document_is_refused(data):
    with pytest.raises((refusals.Damaged, refusals.UnknownKind)):
        read(data)


@pytest.mark.parametrize("data", [make_docx(), make_xlsx(), make_odt()])
def test_documents_lose_the_names_of_those_who_wrote_them_and_keep_their_words(data):
    parts = read_members(read(data).data)
    assert not any(b"Anna" in part for part in parts.values()) and any(b"Budget" in part for part in parts.values())
    assert parts.keys() == read_members(data).keys() and list(parts)[0] == list(read_members(data))[0]


def test_a_cleaned_table_can_still_be_opened():
    book = openpyxl.load_workbook(BytesIO(read(make_xlsx()).data))
    assert book.active["A1"].value == "Budget" and book.properties.creator != "Anna Karimova"


def test_photographs_in_documents_lose_where_they_were_taken_and_stay_upright():
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = 6, "Camera of Anna"
    exif.get_ifd(0x8825)[1] = "N"
    photograph, drawn = BytesIO(), BytesIO()
    picture = Image.effect_noise((40, 30), 50).convert("RGB")
    picture.save(photograph, "JPEG", exif=exif, comment=b"Anna at home")
    picture.save(drawn, "PNG", exif=exif)
    parts = {"word/media/1.jpeg": photograph.getvalue(), "word/media/2.png": drawn.getvalue()}
    cleaned = read_members(read(make_docx(**parts)).data)
    for name, before in parts.items():
        assert b"Anna" not in cleaned[name] and len(cleaned[name]) < len(before)
        assert Image.open(BytesIO(cleaned[name])).tobytes() == Image.open(BytesIO(before)).tobytes()
    turned = Image.open(BytesIO(cleaned["word/media/1.jpeg"])).getexif()
    assert dict(turned) == {0x0112: 6}


@pytest.mark.parametrize(
    "data",
    [
        make_docx(word__vbaProject=b"", **{"word/vbaProject.bin": b"macro"}),
        make_docx(main="application/vnd.ms-word.document.macroEnabled.main+xml"),
        make_docx(**{"word/embeddings/oleObject1.bin": b"\xd0\xcf"}),
        make_docx(**{"word/embeddings/setup.exe": b"MZ"}),
        make_docx(**{"word/activeX/activeX1.xml": b"<ax/>"}),
        make_docx(**{"word/header1.xml": b'<w:instrText xml:space="preserve"> DDEAUTO c:\\\\cmd.exe</w:instrText>'}),
        make_docx(**{"xl/externalLinks/externalLink1.xml": b'<ddeLink ddeService="cmd"/>'}),
        make_odt(**{"Basic/Standard/Module1.xml": b"Sub Main"}),
        make_odt(**{"Scripts/python/evil.py": b"import os"}),
    ],
)
def test_macros_and_programs_in_documents_are_refused(data):
    with pytest.raises(refusals.HasPrograms):
        read(data)


@pytest.mark.parametrize("kind", ["attachedTemplate", "image", "oleObject", "frame"])
def test_a_document_that_fetches_a_part_of_itself_is_refused(kind):
    with pytest.raises(refusals.LoadsFromElsewhere):
        read(make_docx(**{"word/_rels/settings.xml.rels": outside(kind)}))


def test_links_and_settings_of_printers_are_nothing_bad():
    more = {"word/_rels/document.xml.rels": outside("hyperlink"), "xl/printerSettings/printerSettings1.bin": b"A4"}
    assert read(make_docx(**more)).kind == "docx"


@pytest.mark.parametrize(
    ("data", "refused"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 100, refusals.OldOffice),
        (make_odt(**{"META-INF/manifest.xml": b"<manifest:encryption-data/>"}), refusals.Locked),
        (make_docx(**{"word/big.xml": b" " * 20_000_000}), refusals.UnpacksTooLarge),
        (make_docx(**{"../../etc/passwd": b"x"}), refusals.Damaged),
        (make_docx(**{"word/DOCUMENT.xml": b"x"}), refusals.Damaged),
        (make_docx(**{"word/_rels/a.rels": b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"}), refusals.Damaged),
        (make_docx(**{"[Content_Types].xml": b"<Types"}), refusals.Damaged),
    ],
)
def test_documents_that_are_locked_or_a_trap_are_refused(data, refused):
    with pytest.raises(refused):
        read(data)
