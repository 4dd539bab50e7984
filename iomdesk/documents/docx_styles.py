"""Word's styles, lists and fonts as XML, from the same style that the PDF uses."""

from attrs import frozen

from iomdesk.documents.docx_words import NAMESPACES
from iomdesk.documents.faces import FAMILIES, LATIN
from iomdesk.documents.style import TypeStyle, house_style

BULLETS, NUMBERS = 1, 2
_LINE = 258  # 1.4 of the size, in 240ths of the face's own line


@frozen(kw_only=True)
class ParagraphStyle:
    """A paragraph style; *name* is what Word calls it, built in where it can be."""

    key: str
    name: str
    type_style: str
    before: float = 0.0
    after: float = 0.0
    settings: str = ""
    following: str = ""
    outline: int | None = None
    indent: int = 0
    bar: bool = False


_STYLES = (
    ParagraphStyle(key="Normal", name="Normal", type_style="body", after=6),
    ParagraphStyle(key="Subtitle", name="Subtitle", type_style="kind"),
    ParagraphStyle(key="Title", name="Title", type_style="title", after=6),
    *(
        ParagraphStyle(
            key=f"Heading{level}",
            name=f"heading {level}",
            type_style=f"heading{level}",
            before=before,
            after=3,
            settings="<w:keepNext/><w:keepLines/>",
            following="Normal",
            outline=level - 1,
        )
        for level, before in ((1, 20), (2, 15), (3, 11))
    ),
    ParagraphStyle(key="Lead", name="Lead", type_style="lead", after=6),
    ParagraphStyle(key="Small", name="Small", type_style="small", after=6),
    ParagraphStyle(
        key="Warning",
        name="Warning",
        type_style="warning",
        before=6,
        after=8,
        settings="<w:keepLines/>",
        indent=180,
        bar=True,
    ),
    ParagraphStyle(
        key="Caption",
        name="caption",
        type_style="caption",
        before=10,
        after=3,
        settings="<w:keepNext/>",
    ),
    ParagraphStyle(key="Badges", name="Badges", type_style="badge", after=6),
    ParagraphStyle(key="Cell", name="Cell", type_style="cell"),
    ParagraphStyle(key="CellHeader", name="Cell Header", type_style="header"),
    ParagraphStyle(key="CellLabel", name="Cell Label", type_style="label"),
    ParagraphStyle(key="Absent", name="Not Recorded", type_style="absent"),
    ParagraphStyle(key="Header", name="header", type_style="running"),
    ParagraphStyle(key="Footer", name="footer", type_style="running"),
    ParagraphStyle(key="Marking", name="Marking", type_style="marking"),
    ParagraphStyle(
        key="ListBullet",
        name="List Bullet",
        type_style="body",
        after=3,
        settings=f'<w:numPr><w:numId w:val="{BULLETS}"/></w:numPr>',
    ),
    ParagraphStyle(
        key="ListNumber",
        name="List Number",
        type_style="body",
        after=3,
        settings=f'<w:numPr><w:numId w:val="{NUMBERS}"/></w:numPr>',
    ),
)


def styles_xml() -> str:
    styles = "".join(_paragraph_style(style) for style in _STYLES)
    return f"<w:styles {NAMESPACES}>{_defaults()}{styles}{_table_styles()}</w:styles>"


def numbering_xml() -> str:
    levels = {BULLETS: ("bullet", "•"), NUMBERS: ("decimal", "%1.")}
    kinds = "".join(
        f'<w:abstractNum w:abstractNumId="{key}"><w:multiLevelType'
        f' w:val="singleLevel"/><w:lvl w:ilvl="0"><w:start w:val="1"/>'
        f'<w:numFmt w:val="{kind}"/><w:lvlText w:val="{sign}"/><w:lvlJc'
        f' w:val="left"/><w:pPr><w:ind w:left="400" w:hanging="400"/></w:pPr>'
        f"<w:rPr>{_fonts()}</w:rPr></w:lvl></w:abstractNum>"
        for key, (kind, sign) in levels.items()
    )
    lists = "".join(
        f'<w:num w:numId="{key}"><w:abstractNumId w:val="{key}"/></w:num>'
        for key in levels
    )
    return f"<w:numbering {NAMESPACES}>{kinds}{lists}</w:numbering>"


def fonts_xml() -> str:
    """Return the fonts that are named, with what a machine without them may take."""
    fonts = "".join(
        f'<w:font w:name="{family}"><w:altName w:val="Arial"/><w:charset w:val="00"/>'
        '<w:family w:val="swiss"/><w:pitch w:val="variable"/></w:font>'
        for family in FAMILIES
    )
    return f"<w:fonts {NAMESPACES}>{fonts}</w:fonts>"


def _fonts() -> str:
    face = FAMILIES[LATIN]
    return (
        f'<w:rFonts w:ascii="{face}" w:hAnsi="{face}" w:eastAsia="{face}"'
        f' w:cs="{face}"/>'
    )


def _defaults() -> str:
    body = house_style().text["body"]
    return (
        f"<w:docDefaults><w:rPrDefault><w:rPr>{_fonts()}{_size(body)}"
        '<w:lang w:val="en-GB" w:eastAsia="en-GB" w:bidi="ar-SA"/></w:rPr>'
        '</w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:before="0"'
        f' w:after="0" w:line="{_LINE}"'
        ' w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>'
    )


def _paragraph_style(style: ParagraphStyle) -> str:
    default = ' w:default="1"' if style.key == "Normal" else ""
    based = "" if default else '<w:basedOn w:val="Normal"/>'
    following = f'<w:next w:val="{style.following}"/>' if style.following else ""
    outline = ""
    if style.outline is not None:
        outline = f'<w:outlineLvl w:val="{style.outline}"/>'
    return (
        f'<w:style w:type="paragraph" w:styleId="{style.key}"{default}>'
        f'<w:name w:val="{style.name}"/>{based}{following}<w:qFormat/>'
        f"<w:pPr>{style.settings}{_bar() if style.bar else ''}"
        f'<w:spacing w:before="{style.before * 20:g}" w:after="{style.after * 20:g}"/>'
        f"{_indent(style.indent)}"
        f"{outline}</w:pPr><w:rPr>{_letters(style.type_style)}</w:rPr></w:style>"
    )


def _indent(twips: int) -> str:
    return f'<w:ind w:left="{twips}" w:right="{twips}"/>' if twips else ""


def _bar() -> str:
    colour = house_style().colour
    return (
        f'<w:pBdr><w:left w:val="single" w:sz="24" w:space="8"'
        f' w:color="{colour["warning"][1:]}"/></w:pBdr><w:shd w:val="clear"'
        f' w:color="auto" w:fill="{colour["warning_surface"][1:]}"/>'
    )


def _letters(name: str) -> str:
    style = house_style().text[name]
    bold = "<w:b/><w:bCs/>" if style.weight != "regular" else ""
    colour = house_style().colour[style.colour][1:]
    return f'{bold}<w:color w:val="{colour}"/>{_size(style)}'


def _size(style: TypeStyle) -> str:
    halves = round(style.size * 2)
    return f'<w:sz w:val="{halves}"/><w:szCs w:val="{halves}"/>'


def _table_styles() -> str:
    colour = house_style().colour
    rule = f'w:val="single" w:sz="4" w:space="0" w:color="{colour["line"][1:]}"'
    strong = f'w:val="single" w:sz="6" w:space="0" w:color="{colour["muted"][1:]}"'
    margins = (
        '<w:tblCellMar><w:top w:w="60" w:type="dxa"/><w:left w:w="100" w:type="dxa"/>'
        '<w:bottom w:w="60" w:type="dxa"/><w:right w:w="100" w:type="dxa"/>'
        "</w:tblCellMar>"
    )
    rows = f"<w:tblBorders><w:bottom {rule}/><w:insideH {rule}/></w:tblBorders>"
    box = "".join(f"<w:{side} {rule}/>" for side in ("top", "left", "bottom", "right"))
    head = (
        '<w:tblStylePr w:type="firstRow"><w:rPr><w:b/></w:rPr><w:tcPr><w:tcBorders>'
        f'<w:bottom {strong}/></w:tcBorders><w:shd w:val="clear" w:color="auto"'
        f' w:fill="{colour["surface"][1:]}"/></w:tcPr></w:tblStylePr>'
    )
    return (
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal">'
        '<w:name w:val="Normal Table"/></w:style>'
        + _table_style("IomTable", "IOM Desk Table", rows + margins, head)
        + _table_style("IomFields", "IOM Desk Fields", rows + margins, "")
        + _table_style(
            "IomBox", "IOM Desk Box", f"<w:tblBorders>{box}</w:tblBorders>{margins}", ""
        )
    )


def _table_style(key: str, name: str, settings: str, head: str) -> str:
    return (
        f'<w:style w:type="table" w:customStyle="1" w:styleId="{key}"><w:name'
        f' w:val="{name}"/><w:basedOn w:val="TableNormal"/><w:qFormat/>'
        f"<w:tblPr>{settings}</w:tblPr>{head}</w:style>"
    )
