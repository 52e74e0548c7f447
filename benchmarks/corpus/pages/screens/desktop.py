"""Desktop windows: tables with a side bar, news sites, menus that hang open, file lists."""

from random import Random

from benchmarks.corpus.content import Content
from benchmarks.corpus.fonts import ROLES
from benchmarks.corpus.pages.sheet import LIGHT, Palette, Sheet, cells, document, join, photo

SIZES = ((1280, 720, 1), (1366, 768, 1), (1440, 900, 1), (1100, 700, 1.25), (1200, 800, 1.5))

CSS = """
body{font-size:14px;line-height:1.5;display:flex;flex-direction:column}
.top{height:46px;padding:0 20px;gap:30px} .side{width:170px;padding:12px 0}
.side li{padding:8px 24px;white-space:nowrap}
.main{flex:1;padding:16px 20px;overflow:hidden;min-width:0} .card{border-radius:6px;
padding:12px 16px;margin-bottom:14px}
table{width:100%} td,th{padding:8px 14px;text-align:left;white-space:nowrap;
border-bottom:1px solid color-mix(in srgb,var(--faint) 30%,transparent)} .small{font-size:12px}
.number{font-size:24px;font-weight:700} .chip{border-radius:4px;padding:1px 8px;font-size:12px}
.menu{position:absolute;width:250px;padding:6px 0;border:1px solid var(--faint);
box-shadow:0 6px 18px rgba(0,0,0,.25)}
.menu li{display:flex;justify-content:space-between;padding:4px 20px} h1{font-size:28px;line-height:1.5}
h2{font-size:18px}
p{margin:8px 0}
"""


def page(rng: Random) -> Sheet:
    """A desktop window in light colours."""
    return screen(rng, rng.choice(LIGHT))


def screen(rng: Random, palette: Palette) -> Sheet:
    """A desktop window in the given colours."""
    width, height, scale = rng.choice(SIZES)
    body = rng.choice((_console, _news, _files, _board))(rng, Content(rng))
    return Sheet(document(body, CSS, palette, rng.choice(ROLES["screen"])), width, height, scale)


def _with_side(say: Content, main: str) -> str:
    side = join(f"<li>{text}</li>" for text in say.many("nav", 10))
    return f"""<div class="row top fill"><b class="line">{say.say("department")}管理平台</b>
    <span class="grow"></span>
    <span>{say.say("name")}</span><span>{say.say("title")}</span><span>退出</span></div>
    <div class="row grow" style="align-items:stretch"><ul class="side card"
    style="margin:0;border-radius:0">{side}</ul>
    <div class="main">{main}</div></div>"""


def _console(rng: Random, say: Content) -> str:
    heads = ("编号", "姓名", "部门", "联系电话", "入职日期", "金额（元）", "状态")
    rows = join(
        f"""<tr>{cells(f"{1000 + 7 * number}", name, *map(say.say, ("department", "mobile", "date")))}
        <td class="right">{say.say("amount")}</td>
        <td><span class="chip fill">{say.say("status")}</span></td></tr>"""
        for number, name in enumerate(say.many("name", 12), rng.randint(0, 900))
    )
    head = join(f"<th>{text}</th>" for text in heads)
    table = f'<div class="card"><table><tr>{head}</tr>{rows}</table></div>'
    pages = f"<span>第 1 / {rng.randint(2, 99)} 页</span>"
    foot = f'<div class="row between small faint"><span>共 {say.say("integer")} 条</span>{pages}</div>'
    return _with_side(say, table + foot)


def _board(rng: Random, say: Content) -> str:
    tiles = join(
        f"""<div class="card grow"><div class="faint line">{name}</div>
        <div class="number">{say.say("integer")}</div>
        <div class="small line">较昨日 {say.say("percent")}</div></div>"""
        for name in say.many("metric", 4)
    )
    tasks = join(
        f"<tr>{cells(meeting, say.say('name'), say.say('moment'), say.say('status'))}</tr>"
        for meeting in say.many("meeting", 7)
    )
    notices = join(f'<p class="line cut">{text}</p>' for text in say.many("notice", 3))
    return _with_side(
        say,
        f"""<div class="row" style="gap:14px">{tiles}</div><div class="card"><h2>待办事项</h2>
        <table>{tasks}</table></div>
        <div class="card"><h2>系统公告</h2>{notices}</div>""",
    )


def _news(rng: Random, say: Content) -> str:
    links = join(f'<span class="line">{text}</span>' for text in say.many("tab", 7))
    text = join(f"<p>{join(say.many('sentence', rng.randint(2, 4)))}</p>" for _ in range(8))
    ranking = join(
        f"""<li class="row" style="gap:30px;padding:6px 0"><b class="accent">{place}</b>
        <span class="line cut grow">{line}</span></li>"""
        for place, line in enumerate(say.many("headline", 8), 1)
    )
    return f"""<div class="row top card" style="margin:0">{links}</div><div class="row grow"
    style="align-items:stretch"><div class="main"><h1>{say.say("headline")}</h1>
    <div class="row small faint"
    style="gap:26px"><span>{say.say("moment")}</span><span>来源：{say.say("department")}</span>
    <span>编辑：{say.say("name")}</span></div>{text}</div><div style="width:320px;padding:16px" class="fixed">
    <div class="card"><h2>热门排行</h2><ul>{ranking}</ul></div>{photo(rng, "height:120px")}</div></div>"""


def _files(rng: Random, say: Content) -> str:
    bar = join(f"<span>{text}</span>" for text in ("文件(F)", "编辑(E)", "查看(V)", "工具(T)", "帮助(H)"))
    rows = join(
        f"""<tr><td>{file}</td><td>{say.say("moment")}</td><td class="right">{say.say("integer")} KB</td>
        <td>{say.say("name")}</td></tr>"""
        for file in say.many("file", 16)
    )
    menu = join(
        f'<li><span>{text}</span><span class="faint">{keys}</span></li>'
        for text, keys in zip(say.many("command", 9), say.many("shortcut", 9), strict=True)
    )
    left, top = rng.randint(300, 800), rng.randint(130, 260)
    return f"""<div class="row small card" style="margin:0;gap:28px;border-radius:0">{bar}</div>
    <div class="main"><div class="small faint">此电脑 &gt; 数据 (D:) &gt; {say.say("department")}</div>
    <table><tr><th>名称</th><th>修改日期</th><th class="right">大小</th><th>所有者</th></tr>{rows}</table>
    </div>
    <ul class="menu card" style="left:{left}px;top:{top}px">{menu}</ul>"""
