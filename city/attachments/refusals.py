"""Why a file is refused: one sentence for each reason, and nothing was kept."""

from city.errors import N_, CityError


class FileRefused(CityError):
    status = 422
    field = "file"
    sentence = N_("The file cannot be taken.")


class NoFile(FileRefused):
    sentence = N_("Choose a file first.")


class NoTitle(FileRefused):
    field = "title"
    sentence = N_("Say what the file is; the words become its link.")


class UnknownKind(FileRefused):
    sentence = N_("Files of this kind are not taken, whatever the name says. PDF, DOCX, XLSX, ODT, ODS, CSV and TXT are.")


class OldOffice(FileRefused):
    sentence = N_("This is a document with a password, or of an old Office. Save it as DOCX or XLSX, without a password.")


class Locked(FileRefused):
    sentence = N_("The document has a password or restrictions. Save it without them: everybody must be able to read it.")


class HasPrograms(FileRefused):
    sentence = N_("The document carries macros, scripts or other files. Save it without them, as PDF for example.")


class LoadsFromElsewhere(FileRefused):
    sentence = N_("The document fetches a part of itself from another place. Save it with all that belongs to it.")


class Damaged(FileRefused):
    sentence = N_("The document is damaged and cannot be opened.")


class UnpacksTooLarge(FileRefused):
    sentence = N_("Unpacked, the document would be larger than %(limit)s MB.")


class NotUtf8Text(FileRefused):
    sentence = N_("The text is not in UTF-8. In a spreadsheet choose “CSV UTF-8” when saving.")
