"""What the fuzzer tries on the article reader: a file's bytes, or pieces of official sentences chosen by them."""

from __future__ import annotations

from indicators.reading.article.files import NoTextError, decoded
from tests.unit.reading.sound import check_reading

# fmt: off
WORDS = (
    "2023年", "今年", "去年同期", "1—8月", "截至", "前三季度", "“十四五”", "同比", "比上年", "增长", "下降",
    "由", "从", "到", "至", "提升至", "达", "超过", "近", "约", "突破", "占", "分别", "其中", "累计", "力争", "将",
    "目标", "连续", "第", "前", "位居", "全国", "企业", "产值", "合格率", "指数", "12", "3.5", "1,234", "0",
    "99999999999999999", "三百", "一", "两", "百", "千", "万", "亿", "余", "多", "几", "%", "个百分点", "倍", "翻",
    "番", "成", "分之", "百分之", "家", "个", "亿元", "万美元", "年", "天", "个工作日", "以上", "左右", "、", ",",
    "，", "。", "；", "(", "（", ")", "）", "“", "”", "《", "》", "-", "—", "~", "+", "/", ":", "项(xiàng)",
    "GB/T", "ISO9001", "〔2023〕12号", " ", "\n", "\r\n", "\t", "\u3000", "\u200b", "\ufeff", "\ud83d", "\u2f08",
    "‰", "每", "等", "和", "的", "了", "A", "5G", "kW",
)
# fmt: on


def one_input(data: bytes) -> None:
    """Even first byte: the rest is a file. Odd: each byte of the rest is a piece of a sentence."""
    if not data:
        return
    if data[0] % 2:
        check_reading("".join(WORDS[byte % len(WORDS)] for byte in data[1:400]))
        return
    try:
        text = decoded(data[1:])
    except NoTextError:
        return
    check_reading(text)
