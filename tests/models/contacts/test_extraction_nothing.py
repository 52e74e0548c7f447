from collections.abc import Sequence
from dataclasses import astuple

import pytest

from models.contacts.extraction import ContactExtractor
from models.page import Contact, Page
from tests.models.contacts.drawing import column

NEGATIVES: dict[str, Sequence[str]] = {
    "shop": (
        *("纯棉毛巾三条装 加厚吸水", "¥39.90", "已售 1.2万件", "发货：浙江金华 | 快递：免运费"),
        *("优惠券满199减20", "客服", "店铺", "加入购物车", "立即购买"),
    ),
    "order": (
        *("订单编号：2024051213822334455", "下单时间：2024-05-12 13:45:20", "支付方式：微信支付"),
        *("快递单号：SF1382233445566", "实付：¥79.80", "优品生活旗舰店", "确认收货"),
    ),
    "settings": ("设置", "账号与安全", "隐私", "联系人", "手机", "地址管理", "关于我们", "退出登录"),
    "news": (
        *("杭州市西湖区文三路新开一家书店", "记者 张明 2024年5月12日 10:30"),
        *(
            "本报讯 记者从西湖区了解到，该书店位于文三路99号，",
            "店主李华说，每天有两百多人来看书。",
            "责任编辑：王芳",
        ),
    ),
    "chat": ("张伟", "明天几点开会？", "下午三点，老地方", "好的，王总也来", "收到"),
    "people": ("通讯录", "新的朋友", "群聊", "张伟", "李娜", "王强", "赵敏"),
    "profile": ("昵称：晓风", "性别：女", "地区：浙江 杭州", "个性签名：慢慢来"),
    "weather": ("杭州市", "西湖区 晴 26℃", "空气质量 优", "18℃ / 28℃"),
    "codes": (
        *("身份证号：330106199001011234", "银行卡号 6222 0212 3456 7890", "流水号13822334455"),
        *("会员号：13822334455", "QQ：13822334455", "验证码 482913"),
    ),
    "train": ("G7356", "杭州东 08:30 — 上海虹桥 09:25", "06车12A号 二等座", "¥73.0", "张伟 成人票"),
    "tracking": (
        "您的包裹已到达【杭州西湖集散中心】",
        "2024-05-12 13:45",
        "快件已由【苏州吴中】发往【杭州】",
    ),
    "footer": ("关于我们 联系我们", "服务热线：0571-88886666", "浙ICP备13822334455号-1", "版权所有 © 2024"),
    "advert": ("夏日大促", "全场5折起", "咨询热线：0571-88886666", "活动时间：08:00-22:00"),
    "empty form": ("收货人", "请填写收货人姓名", "手机号码", "请填写手机号", "详细地址", "街道、楼牌号等"),
    "english shop": ("Order Details", "Order No. 13822334455", "Total $39.90", "Track Package", "Contact us"),
    "weather of one line": ("上海市今天有雨，气温22℃",),
    "hotel": ("酒店预订", "杭州市西湖区文三路亚朵酒店", "¥388起"),
    "alarm": ("广东省发布暴雨预警", "深圳市龙岗区停课"),
    "bottom bar": ("首页", "分类", "购物车", "我的", "微信", "通讯录", "发现"),
    "courier": ("快递员：王强 13911112222", "您的快件正在派送"),
    "counts": ("点赞 1382 评论 233 转发 4455", "VIP+5 +10 +20"),
    "contact in prose": ("工作人员已通知收件人张三", "请耐心等待"),
    "nothing": (),
}


@pytest.mark.parametrize("kind", NEGATIVES)
def test_a_page_without_a_contact_gives_six_empty_strings(extractor: ContactExtractor, kind: str) -> None:
    assert astuple(extractor.contact_of(column(*NEGATIVES[kind]))) == ("",) * 6


def test_a_page_without_lines_gives_six_empty_strings(extractor: ContactExtractor) -> None:
    assert extractor.contact_of(Page(10, 10, ())) == Contact()
