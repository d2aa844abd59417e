"""A picture as HTML: every size it has, so that a telephone fetches a small one."""

from dataclasses import dataclass
from html import escape

IN_TEXT = "(min-width: 50rem) 46rem, 92vw"  # how wide a picture in a text is, for the browser to choose by
IN_GRID = "(min-width: 50rem) 16rem, 92vw"


@dataclass(frozen=True)
class Shown:
    """What a page needs of a picture; `webp` and `jpeg` are the widths that it has beside the largest JPEG."""

    key: str
    alt: str
    width: int
    height: int
    webp: tuple[int, ...] = ()
    jpeg: tuple[int, ...] = ()

    @property
    def address(self):
        """The largest JPEG: what stands in texts."""
        return f"/pictures/{self.key}.jpg"

    def html(self, alt=None, title="", sizes=IN_TEXT):
        """<picture> with WebP first and JPEG for those who cannot; its place is kept free until it has come."""
        jpeg = self._list(self.jpeg, "jpg", f"{self.address} {self.width}w") if self.jpeg else ""
        choice = f' srcset="{jpeg}" sizes="{sizes}"' if jpeg else ""
        named = f' alt="{escape(self.alt if alt is None else alt)}"' + (f' title="{escape(title)}"' if title else "")
        box = f'width="{self.width}" height="{self.height}" loading="lazy" decoding="async"'
        image = f'<img src="{self.address}"{choice}{named} {box}>'
        if not self.webp:
            return image
        return f'<picture><source type="image/webp" srcset="{self._list(self.webp, "webp")}" sizes="{sizes}">{image}</picture>'

    def _list(self, widths, ending, *more):
        return ", ".join([*(f"/pictures/{self.key}-{width}.{ending} {width}w" for width in widths), *more])
