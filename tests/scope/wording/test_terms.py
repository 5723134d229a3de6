"""One Chinese term for one thing, that of the standards where they have one, in every table, document and notebook."""

from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[3]
TEXTS = {
    path.relative_to(REPOSITORY).as_posix(): path.read_text(encoding="utf-8")
    for pattern in (
        "lca_models/**/*.csv",
        "inventories/**/*.csv",
        "notebooks/**/*.ipynb",
        "docs/zh/*.md",
        "README.zh.md",
    )
    for path in REPOSITORY.glob(pattern)
}
# The term, after GB/T 24040, 24044, 24067 and notice 551 (docs/nomenclature.md says which), and words for it that others use.
TERMS = {
    "产品碳足迹": ("碳脚印",),
    "二氧化碳当量": ("CO2e当量",),
    "全球变暖潜势": ("增温潜势", "全球增温"),
    "生命周期": ("寿命周期",),
    "生命周期评价": ("生命周期评估",),
    "生命周期影响评价": ("影响评估",),
    "功能单位": ("功能单元",),
    "声明单位": ("申明单位",),
    "单元过程": ("单元工序",),
    "基本流": ("元素流",),
    "取舍准则": ("截断准则",),
    "分配": ("分摊",),
    "系统扩展": ("系统扩张",),
    "排放因子": ("排放系数",),
    "初级数据、次级数据": ("一级数据", "二级数据"),
    "现场数据": ("实景数据",),
    "背景数据": ("后台数据",),
    "数据质量评价": ("数据质量评估",),
    "敏感性分析": ("灵敏度分析",),
    "鉴定性评审": ("关键评审", "批判性审查"),
    "核查陈述": ("核查声明",),
    "保证等级": ("保证水平",),
    "合理保证": ("合理性保证",),
    "动力电池": ("动力电瓶",),
    "容量保持率": ("容量维持率",),
    "放电量": ("交付能量", "交付的能量"),
    "材料获取": ("原材料获取", "原料采集"),
    "电池制造": ("生产制造",),
    "分销运输": ("销售运输",),
    "梯次利用": ("二次利用",),
    "再生料含量": ("回收含量",),
    "抵扣": ("回收奖励",),
    "绿色电力证书": ("绿电证",),
    "抽样方案": ("取样计划",),
    "551号通知": (
        "551号公告",
        "551 号公告",
        "公告2025年第551号",
    ),  # 工信厅通装函: a notice of the office, no announcement of the ministry
    "典型产品、典型值": ("参考型", "原型值", "原型的数值", "原型无"),
}


@pytest.mark.parametrize(("term", "others"), TERMS.items())
def test_a_thing_has_one_term(term, others):
    assert {path: word for path, text in TEXTS.items() for word in others if word in text} == {}


@pytest.mark.parametrize("term", [one for terms in TERMS for one in terms.split("、")])
def test_each_term_is_in_use_or_in_the_nomenclature(term):
    """a list of words that nobody says would prove nothing"""
    nomenclature = (REPOSITORY / "docs" / "nomenclature.md").read_text(encoding="utf-8")

    assert term in nomenclature or any(term in text for text in TEXTS.values())
