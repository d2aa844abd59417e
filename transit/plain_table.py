"""The quick way for a table that is plain already: looked through in large parts, and copied as it is.

Most large tables are: no quotes, no blanks beside a comma, as many commas in each line. For any other one the rows are read
and written one by one (archive.py).
"""

MARK = b"\xef\xbb\xbf"
PART = 8_000_000
BLANKS = (b" ,", b", ", b" \n", b"\n ")
WIDE_BLANKS = [chr(code).encode() for code in range(128, 0x3001) if chr(code).isspace()]
WORDS = bytes(set(range(32, 256)) - set(b',"'))  # what is left out of a part shows its commas, and what makes it not plain


def copy(source, target):
    """Whether all of `source` was plain and is now in `target`, binary files both. Raises UnicodeDecodeError."""
    line = None
    for part in list_parts(source):
        line = line or _shape(part[: part.index(b"\n") + 1])
        if line.strip(b",") != b"\n" or not is_plain(part, line):
            return False
        target.write(part)
    return True


def list_parts(source):
    """The bytes in parts that end with a line; without a mark at the beginning, and with plain ends of line."""
    rest, first = b"", True
    while more := source.read(PART):
        rest += more.removeprefix(MARK) if first else more
        first = False
        end = rest.rfind(b"\n") + 1
        if end:
            yield rest[:end].replace(b"\r\n", b"\n")
            rest = rest[end:]
    if rest:
        yield rest + b"\n"


def is_plain(part, line):
    """Whether nothing in it needs a reader of CSV; `line` is the shape of each line: its commas and its end."""
    if not part.isascii():
        part.decode()
        if any(blank in part for blank in WIDE_BLANKS):
            return False
    if b" " in part and (part[0] == 32 or any(blank in part for blank in BLANKS)):
        return False
    shape = _shape(part)
    return shape == line * (len(shape) // len(line)) and (line != b"\n" or b"\n\n" not in b"\n" + part)


def _shape(part):
    return part.translate(None, WORDS)
