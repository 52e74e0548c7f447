"""Rates how much a word looks like a person's name, by part-of-speech tags and by patterns of names."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

from models.contacts.people.surnames import (
    ANY_SURNAME,
    COMPOUND_SURNAMES,
    COURTESY_TITLES,
    HAN,
    PARTS_OF_NAMES,
    SURNAMES,
)
from models.contacts.people.trailing_names import trailing_names, trailing_surname
from models.contacts.text.lexer import Lexer

TITLES = (
    "先生|女士|小姐|太太|老师|老板|经理|主任|医生|大夫|师傅|阿姨|叔叔|大叔|大姐|大哥|同学|会计|律师|教授|工程师|"
    "哥|姐|总|工|叔|姨"
)
NAME_OF_PARTS = re.compile(rf"(?:{PARTS_OF_NAMES})江?")
SEVERAL_PARTS = re.compile(rf"(?:{PARTS_OF_NAMES}){{2,3}}江?")
NO_PLACE = "(?![学区组店镇街屋村院家路巷城河沟吃心时件包票人])"
"""What follows 小, 老 or 阿 in other words: 小学, 老街."""

SURNAME_WITH_TITLE = re.compile(
    rf"{HAN}(?:{TITLES})|(?:{COMPOUND_SURNAMES})(?:{TITLES})|(?:小|老|阿){NO_PLACE}{HAN}"
)
COMPOUND_NAME_AT_END = re.compile(rf"(?:{COMPOUND_SURNAMES}){HAN}{{1,2}}$")
COMPOUND_NAME = re.compile(rf"(?:{COMPOUND_SURNAMES}){HAN}{{1,2}}")
NAME_WITH_TITLE = re.compile(rf"{HAN}{{1,4}}(?:{COURTESY_TITLES}|\((?:先生|女士)\))")
NAME_WITH_DOT = re.compile(rf"{ANY_SURNAME}\.{HAN}{{1,2}}")
MASKED_NAME = re.compile(rf"{HAN}{{1,2}}\*{{1,3}}{HAN}?|\*{{1,2}}{HAN}{{1,2}}")
DOTTED_NAME = re.compile(rf"{HAN}{{2,10}}(?:·{HAN}{{1,10}}){{1,3}}")
LONGEST_CHINESE_NAME = 4
MIXED_NAME = re.compile(rf"{ANY_SURNAME}[A-Za-z]{{1,8}}")
CHINESE_NAME = re.compile(rf"{HAN}{{2,4}}")
TWO_IDEOGRAPHS = re.compile(rf"{HAN}{{2}}")
NAME_CHARACTERS = re.compile(r"(?=.*[A-Za-z\u4e00-\u9fff])[A-Za-z\u4e00-\u9fff·.~_' -]{2,12}")
LATIN_NAME = re.compile(
    r"(?:Mr|Mrs|Ms|Dr)?\.? ?[A-Z][A-Za-z'’-]+(?:[ ,]+(?:[A-Z][A-Za-z'’-]+|[A-Z]\.?)){1,3}"
)
NOT_A_LATIN_NAME = re.compile(
    r"manager|director|engineer|sales|ltd|inc\b|llc|company|group|street|road|avenue|order|address|phone|detail|"
    r"deliver|shipping|total|payment|item|quantity|tracking|express|service|store|shop|free|edit|default|contact|"
    r"email|customer|city|office|floor|room|building|tower|district|province|china|info|date|time|standard",
    re.IGNORECASE,
)
"""English words of forms, jobs, companies and addresses. A text with one of them is no name."""

FORM_WORD = re.compile(
    r"请|输入|填写|选择|点击|默认|编辑|删除|修改|复制|地址|电话|手机|号码|收货|收件|寄件|发货|订单|快递|物流|包裹|"
    r"客服|热线|确认|详情|查看|更多|管理|保存|提交|付款|支付|优惠|全部|配送|送货|送达|签收|派送|自提|联系|"
    r"公司$|学校$|^家$|^中国$|邮编|邮政|^家?住|^(?:店长|班主任|辅导员)$|谢谢|你好|您好|好的|麻烦|隐私|保护|号段|虚拟|到付|包邮|尽快|速运|速递|快运|发送|消息|语音|视频|粘贴|识别|"
    r"公众号|卡号|账号|编号|号$|微信|短信|同号|支付宝|工作日|周末|驿站|门卫|前台|保安|物业|[一二两三四五六七八九十几\d][件箱份套盒]"
)
"""Words of forms, apps and deliveries. A text with one of them is no name."""

JOBS = (
    "经理|总监|设计师|会计|专员|助理|工程师|主管|主任|顾问|教师|老师|医生|律师|董事长|董事|总裁|合伙人|创始人|销售|代表|"
    "店长|讲师|教授|秘书|编辑|记者|架构师|摄影师|manager|director|engineer|designer|consultant"
)
JOB = re.compile(rf".{{0,6}}(?:{JOBS})", re.IGNORECASE)
"""A job title, with up to six characters before it. Business cards print it beside the name."""

JOB_AT_END = re.compile(rf"(?:{JOBS})$", re.IGNORECASE)

COMMON_WORD_TAGS = frozenset(
    {"n", "v", "vn", "vd", "a", "ad", "an", "d", "f", "m", "q", "r", "p", "c", "u", "xc", "w", "t", "TIME"}
)
"""Part-of-speech tags of ordinary words. Such a word alone is no name, even if it begins with a surname."""

TAGS_NOT_IN_NAMES = frozenset({"v", "vd", "d", "r", "p", "c", "u", "m", "q", "t", "TIME", "xc", "f"})
"""Part-of-speech tags that no name has, not even a shop: those of verbs, pronouns, numbers and times."""

KINDS_OF_PLACES = frozenset("省市区县旗州镇乡村路街道巷号栋幢楼室层组")
"""Characters that the break of a line may divide from the name of a place."""

FUNCTION_WORD_TAGS = frozenset({"r", "p", "c", "u", "m", "q", "xc", "f", "w"})
"""Part-of-speech tags of single characters that are no name: those of pronouns, numbers and particles."""

LEFTOVER_NAME = re.compile(
    rf"[收寄转]?(?:{HAN}{{1,5}}|{HAN}{{2,5}}\d{{1,4}}|(?![MPTQ]$)[A-Za-z][A-Za-z.'-]{{0,11}}|(?=.*[A-Za-z])(?=.*{HAN})[A-Za-z\u4e00-\u9fff.]{{2,8}})"
)
BEFORE_TITLE = SURNAMES | frozenset("小老阿")
"""Characters that may begin a name with a title, such as 谢先生 and 小陈."""


class Strength(IntEnum):
    """How much a word looks like a name."""

    NONE = 0
    LEFTOVER = 1
    """The word is like no name, but the texts have no other word for the name of the contact: 凯, 念念."""
    POSSIBLE = 2
    """No rule excludes the word. It may be the name of a shop or a nickname."""
    LIKELY = 3
    """The word begins with a surname, or has the pattern of a Latin or masked name."""
    CERTAIN = 4
    """The network tags the word as a person, or the word has a title or a dot between its parts."""
    LABELLED = 5
    """The name follows a label."""


@dataclass(frozen=True, slots=True)
class Name:
    """A possible name in its original characters. `alone`: its text has no other word except jobs."""

    text: str
    strength: Strength
    alone: bool = False


class NameModel:
    """Distinguishes names from other words."""

    def __init__(self) -> None:
        self._tagged_words = Lexer().words

    def strength(self, text: str) -> Strength:
        """Returns how much a whole normalized text looks like one name."""
        if FORM_WORD.search(text):
            return Strength.NONE
        if any(form.fullmatch(text) for form in (DOTTED_NAME, NAME_WITH_TITLE, SEVERAL_PARTS)):
            return Strength.CERTAIN
        if SURNAME_WITH_TITLE.fullmatch(text) and text[0] in BEFORE_TITLE:
            return Strength.CERTAIN
        if any(form.fullmatch(text) for form in (NAME_OF_PARTS, NAME_WITH_DOT, MASKED_NAME, MIXED_NAME)):
            return Strength.LIKELY
        if LATIN_NAME.fullmatch(text):
            return Strength.NONE if NOT_A_LATIN_NAME.search(text) else Strength.LIKELY
        return self._by_tags(text) if NAME_CHARACTERS.fullmatch(text) else Strength.NONE

    def _by_tags(self, text: str) -> Strength:
        words = self._tagged_words(text)
        tags = {tag for _, tag in words}
        is_chinese = bool(CHINESE_NAME.fullmatch(text))
        if is_chinese and tags == {"PER"}:
            return Strength.CERTAIN
        if COMPOUND_NAME.fullmatch(text) or (is_chinese and _is_rare_surname_with_given_name(words)):
            return Strength.LIKELY
        tags_of_words = COMMON_WORD_TAGS | ({"ORG", "LOC"} if len(text) == LONGEST_CHINESE_NAME else set())
        is_word = len(words) == 1 and tags <= tags_of_words
        if is_chinese and text[0] in SURNAMES and not is_word:
            return Strength.LIKELY
        return _possible_name(text, tags)

    def trailing_person(self, text: str) -> str:
        """Returns the person's name at the end of a text (张三 in 华为D区张三), "" if there is none."""
        words = self._tagged_words(text)
        word, tag = words[-1] if words else ("", "")
        if tag == "PER" and CHINESE_NAME.fullmatch(word) and len(words) > 1:
            compound = COMPOUND_NAME_AT_END.search(text)
            longer = (compound[0] if compound else "", trailing_surname(text))
            return next((name for name in longer if name.endswith(word)), word)
        return next((found for found in trailing_names(text) if len(found) < len(text)), "")

    def begins_with_surname(self, text: str) -> bool:
        """Whether the first character is a surname."""
        return text[:1] in SURNAMES

    def may_be_leftover(self, text: str) -> bool:
        """Whether a word that is like no name may still be one: short, and no sentence."""
        if not LEFTOVER_NAME.fullmatch(text) or FORM_WORD.search(text) or NOT_A_LATIN_NAME.search(text):
            return False
        words = self._tagged_words(text)
        if len(text) == 1 and text not in SURNAMES:
            return text not in KINDS_OF_PLACES and words[0][1] not in FUNCTION_WORD_TAGS
        return len(words) < 2 or len(text) < 4 or not all(tag in TAGS_NOT_IN_NAMES for _, tag in words)

    def single_person(self, text: str) -> str:
        """Returns the only person in a sentence or before a job (王芳 in 寄给王芳 and 王芳会计), else ""."""
        if not TWO_IDEOGRAPHS.search(text):
            return ""
        if (job := JOB_AT_END.search(text)) and self.strength(text[: job.start()]) == Strength.CERTAIN:
            return text[: job.start()]
        words = self._tagged_words(text)
        names = [word for word, tag in words if tag == "PER" and CHINESE_NAME.fullmatch(word)]
        if len(names) != 1:
            return ""
        has_job = text.startswith(names[0]) and JOB.fullmatch(text.removeprefix(names[0]))
        return names[0] if has_job or any(tag in {"v", "vd"} for _, tag in words) else ""

    def sentence_words(self, text: str) -> int:
        """Counts the words that sentences often have and addresses rarely: verbs, pronouns and particles."""
        return sum(tag in {"v", "vd", "u", "r", "d", "p", "c"} for _, tag in self._tagged_words(text))


def _is_rare_surname_with_given_name(words: Sequence[tuple[str, str]]) -> bool:
    """Whether the network takes all characters but the first for a person: 浩然 in 占浩然."""
    return (
        len(words) == 2 and len(words[0][0]) == 1 and words[1][1] == "PER" and words[1][0][0] not in SURNAMES
    )


def _possible_name(text: str, tags: set[str]) -> Strength:
    return Strength.NONE if tags & TAGS_NOT_IN_NAMES or NOT_A_LATIN_NAME.search(text) else Strength.POSSIBLE
