"""The structure of a letter written into its PDF: what follows what, and what each part is.

ISO 14289-1 (PDF/UA-1) asks for it; the forms are those of PDF 32000-1, 12.3.3, 12.5 and 14.7.
"""

from collections.abc import Iterator

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, String

from letters.pdf_structure import LANGUAGES, Box, Content, Drawn, Element, Part, Placing, Role

_TABLE, _LIST = Name.Table, Name.List
_PRINTED = 4
"""A flag of an annotation: it is there on paper too, which PDF/A asks of every one."""


class Tree:
    """Builds the structure of one file, once."""

    def __init__(self, pdf: pikepdf.Pdf, drawn: Drawn) -> None:
        self._pdf = pdf
        self._drawn = drawn
        self._pages = [page.obj for page in pdf.pages]
        self._made: dict[Element, Object] = {}
        self._annotated: list[Object] = []
        self._root = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        self._document = self._element(Name.Document, self._root)

    def build(self, signature: str) -> None:
        """Everything; `signature` names the place for one, and is empty where nobody signs."""
        kids = [self._part(part, self._document) for part in self._drawn.parts]
        if signature:
            kids.append(self._signature(signature))
        self._document.K = Array(kids)
        self._root.K = Array([self._document])
        self._root.ParentTree = self._pdf.make_indirect(Dictionary(Nums=Array(self._parents())))
        self._root.ParentTreeNextKey = len(self._pages) + len(self._annotated)
        self._pdf.Root.StructTreeRoot = self._root
        self._pdf.Root.MarkInfo = Dictionary(Marked=True)
        self._outline()

    def _element(self, tag: Object, parent: Object) -> Object:
        return self._pdf.make_indirect(Dictionary(Type=Name.StructElem, S=tag, P=parent))

    def _part(self, part: Part, parent: Object) -> Object:
        made = self._element(Name(f"/{part.tag}"), parent)
        self._made[part.element] = made
        self._describe(part, made)
        kids = [
            self._part(held, made) if isinstance(held, Part) else self._content(held)
            for held in part.holds
        ]
        if part.element.role is Role.LINK:
            kids += [self._link(part.element, made, placing) for placing in part.placed]
        made.K = Array(kids)
        return made

    def _content(self, content: Content) -> Object:
        return Dictionary(Type=Name.MCR, Pg=self._pages[content.page], MCID=content.number)

    @staticmethod
    def _describe(part: Part, made: Object) -> None:
        """What is said of an element beside its tag."""
        element = part.element
        if element.language is not None:
            made.Lang = String(LANGUAGES[element.language])
        match element.role:
            case Role.ROW_HEADER:
                made.A = Dictionary(O=_TABLE, Scope=Name.Row)
            case Role.LIST:
                numbering = Name.Decimal if element.numbered else Name.Disc
                made.A = Dictionary(O=_LIST, ListNumbering=numbering)
            case Role.FIGURE:
                made.Alt = String(element.says)
                made.A = Dictionary(O=Name.Layout, BBox=_rectangle(part.placed[0].box))
            case _:
                pass

    def _link(self, element: Element, made: Object, placing: Placing) -> Object:
        address = String(element.address)
        return self._annotate(
            made,
            placing.page,
            Dictionary(
                Type=Name.Annot,
                Subtype=Name.Link,
                Rect=_rectangle(placing.box),
                Border=Array([0, 0, 0]),
                F=_PRINTED,
                Contents=address,
                A=Dictionary(Type=Name.Action, S=Name.URI, URI=address),
            ),
        )

    def _signature(self, says: str) -> Object:
        """A place for a signature at the letter's end, with nothing to be seen."""
        page = len(self._pages) - 1
        form = self._element(Name.Form, self._document)
        form.Alt = String(says)
        reference = self._annotate(
            form,
            page,
            Dictionary(
                Type=Name.Annot,
                Subtype=Name.Widget,
                FT=Name.Sig,
                T=String("Signature"),
                TU=String(says),
                Rect=Array([0, 0, 0, 0]),
                F=_PRINTED,
                P=self._pages[page],
            ),
        )
        form.K = Array([reference])
        self._pdf.Root.AcroForm = Dictionary(Fields=Array([reference.Obj]))
        return form

    def _annotate(self, parent: Object, page: int, annotation: Object) -> Object:
        """Put it on its page, and give what the structure says of it."""
        annotation.StructParent = len(self._pages) + len(self._annotated)
        self._annotated.append(parent)
        on_page = self._pages[page]
        made = self._pdf.make_indirect(annotation)
        on_page.Annots = Array([*on_page.get("/Annots", Array()), made])
        return Dictionary(Type=Name.OBJR, Pg=on_page, Obj=made)

    def _parents(self) -> Iterator[int | Object]:
        """The way back: what each stretch of each page, and each annotation, is a part of."""
        for number, (page, parts) in enumerate(zip(self._pages, self._drawn.pages, strict=True)):
            page.StructParents = number
            page.Tabs = Name.S
            yield number
            yield self._pdf.make_indirect(Array([self._made[part.element] for part in parts]))
        for number, parent in enumerate(self._annotated, start=len(self._pages)):
            yield number
            yield parent

    def _outline(self) -> None:
        """The headings as bookmarks, those of a lower level within the one before."""
        headings = [*self._drawn.placed(Role.HEADING)]
        if not headings:
            return
        outline: Object = self._pdf.make_indirect(Dictionary(Type=Name.Outlines))
        self._bookmarks(headings, outline)
        self._pdf.Root.Outlines = outline

    def _bookmarks(self, headings: list[Part], parent: Object) -> None:
        above: list[tuple[str, Object]] = []
        entries: list[Object] = []
        for heading in headings:
            while above and above[-1][0] >= heading.tag:
                above.pop()
            within = above[-1][1] if above else parent
            entry = self._pdf.make_indirect(
                Dictionary(
                    Title=String(heading.element.says),
                    Parent=within,
                    Dest=self._destination(heading.placed[0]),
                    SE=self._made[heading.element],
                )
            )
            _append(within, entry)
            above.append((heading.tag, entry))
            entries.append(entry)
        for holder in (parent, *entries):
            if "/First" in holder:
                holder.Count = _open_below(holder)

    def _destination(self, placing: Placing) -> Object:
        page = self._pages[placing.page]
        return Array([page, Name.XYZ, placing.box.left, placing.box.top, None])


def _append(within: Object, entry: Object) -> None:
    last = within.get("/Last")
    if last is None:
        within.First = entry
    else:
        last.Next = entry
        entry.Prev = last
    within.Last = entry


def _open_below(entry: Object) -> int:
    """How many bookmarks are seen below this one; all are open."""
    count, child = 0, entry.get("/First")
    while child is not None:
        count += 1 + _open_below(child)
        child = child.get("/Next")
    return count


def _rectangle(box: Box) -> Object:
    return Array([box.left, box.bottom, box.right, box.top])
