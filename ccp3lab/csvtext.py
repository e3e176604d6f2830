"""The bytes of a CSV file as text, in every encoding that Excel, LibreOffice and editors write. Pure."""

_MARKS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}


class NotTextError(ValueError):
    """The file is no text; `line` (from 1) is where its first NUL byte stands, None for broken UTF-16."""

    def __init__(self, line: int | None) -> None:
        """LINE as said above."""
        super().__init__("broken UTF-16" if line is None else f"a NUL byte on line {line}")
        self.line = line


def decoded(content: bytes) -> str:
    """CONTENT as text: by its byte order mark, else UTF-8, else cp1252, else latin-1; raises NotTextError."""
    name = next((name for mark, name in _MARKS.items() if content.startswith(mark)), "")
    if not name and (place := content.find(b"\x00")) >= 0:
        raise NotTextError(content.count(b"\n", 0, place) + 1)
    for encoding in (name,) if name else ("utf-8", "cp1252", "latin-1"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise NotTextError(None)
