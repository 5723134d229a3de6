"""The demo, opened from its folder in Chromium: the numbers of the command line, and no other."""

import json
import random
from urllib.parse import quote

import pytest
from counts import LONG

from lca_models.commands.main import main
from lca_models.impact.compiled.expressions import Graph
from lca_models.impact.compiled.tape import record
from lca_models.interpretation.uncertainty.intervals import interval_of, sampled_totals
from lca_models.panels.demo.arrays import data_script
from lca_models.panels.demo.offer import SAMPLES, SEED
from lca_models.panels.demo.proofs import PROOFS, offered_setups
from lca_models.panels.demo.recording import tape_document
from lca_models.panels.demo.site import write_demo
from lca_models.panels.model.choosing import Choosing
from lca_models.panels.page.answering import PageSession
from lca_models.scope.declared_unit import CODES, DECLARED_UNITS
from lca_models.scope.grammar.numbers import NumberError, typed_number
from lca_models.scope.quantity import readable
from tests.accessibility import WIDTHS, findings
from tests.chromium import open_page
from tests.demo_folder import after, is_pack, write
from tests.typed_numbers import WRITINGS

SETTINGS = 200 if LONG else 20
SPREADS = 8 if LONG else 1  # setups of each file whose draws are compared
MESSAGES = 600 if LONG else 40
EVALUATE = """setups => setups.map(setup => { try { const found = LCA.views.evaluated(LCA.kit, setup);
  return { stages: [...found.stages], credits: [...found.credits], totals: found.factors.map(one => found.total * one),
    energy: found.delivered }; }
  catch (error) { if (!error.refused) throw error; return { refused: error.refused }; } })"""
NUMBERS = """setups => setups.map(setup => { try { LCA.choosing.numbers(LCA.kit.offer, setup); return {}; }
  catch (error) { if (!error.refused) throw error; return { refused: error.refused.key }; } })"""
SHOWN = """name => { const d = document.querySelector('#page').dataset;
  return d.answered === d.asked && name.endsWith(d.tab); }"""
pytestmark = pytest.mark.browser


def as_json(setup):
    return {"product": setup.product, "rules": setup.rules, "settings": dict(setup.settings)}


def test_the_numbers_are_those_of_the_command_line(model, demo, engine):
    """200 settings among those offered, in the long run, against what `footprint --json` calculates"""
    setups = [one for pair in demo.pairs
              for one in offered_setups(model, *pair, 1 + SETTINGS // len(demo.pairs), seed=1)][:SETTINGS]  # fmt: skip
    found = engine.evaluate(EVALUATE, [as_json(one) for one in setups])

    assert len(found) == SETTINGS
    for setup, one in zip(setups, found, strict=True):
        footprint = model.footprint(setup)
        assert one["stages"] == pytest.approx(list(footprint.stages.values()), rel=1e-9, abs=1e-9)
        assert one["totals"] == pytest.approx([total.amount for total in footprint.totals()], rel=1e-9)
        assert one["energy"] == pytest.approx(footprint.functional_unit.energy_delivered_kwh, rel=1e-9)


def test_what_the_page_shows_is_what_its_command_prints(opened, model, shipped_study, monkeypatch, capsys):
    """a province on the map and a share of green power; the command is the one that the page gives"""
    monkeypatch.setenv("LCA_MODELS_DIR", str(shipped_study.base))
    recorded = opened()
    page = recorded.page
    after(page, lambda: page.locator('[data-code="CN-SC"]').click())
    green = page.get_by_test_id("field green_percent")
    green.fill("37.5")
    after(page, lambda: green.press("Enter"))
    words = page.get_by_test_id("command").inner_text().split()
    capsys.readouterr()

    assert words[:3] == ["lca-models", "footprint", "lfp-60kwh"]
    assert main([*words[1:], "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    for total in said["totals"]:
        if total["per"] != "kg":
            shown = page.get_by_test_id(f"total {total['per']}").get_attribute("data-value")
            assert float(shown) == pytest.approx(total["amount"], rel=1e-9)
    for stage, amount in said["stages"].items():
        assert float(page.get_by_test_id(f"stage {stage}").get_attribute("data-value")) == pytest.approx(
            amount, rel=1e-9
        )
    assert recorded.errors == recorded.outside == []


OUTSIDE = [
    {"product": "lfp-61kwh"}, {"product": "my_pack.xlsx"}, {"rules": "none"}, {"cell_plant_province": "CN-XX"},
    {"cell_plant_province": 3}, {"cell_plant_province": "__proto__"}, {"grid_year": "1999"}, {"recycling_route": ""},
    {"end_of_life_approach": "free"}, {"green_power_share": 1.01}, {"green_power_share": -0.1}, {"green_power_share": "nan"},
    {"green_power_share": "0x1"}, {"green_power_share": "１"}, {"green_power_share": "1e999"},
    {"green_power_technology": "coal"}, {"lfp_rated_energy": 1e6}, {"cell_yield": 0.9}, {"constructor": 1},
    {"green_power_share": 0.5, "cell_plant_certificate_share": 0.6},
]  # fmt: skip


def test_what_is_not_offered_is_refused(model, engine):
    """products, rules, codes, numbers outside their limits or that are none, parameters without a field, two instruments"""
    size = model.offer.sizes["lfp-60kwh"].parameter
    setups = []
    for one in OUTSIDE:
        given = {size if name == "lfp_rated_energy" else name: value for name, value in one.items()}
        named = {name: given.pop(name) for name in ("product", "rules") if name in given}
        setups.append({"product": "lfp-60kwh", "rules": "cn-551", **named, "settings": given})
    found = engine.evaluate(NUMBERS, setups)

    assert len(setups) == 20
    assert [one for one, answer in zip(OUTSIDE, found, strict=True) if "refused" not in answer] == []


def test_a_pivot_that_is_almost_nothing_has_no_number(files, engine):
    """a tape whose stages are all 1, and whose least pivot is its one input; below 1e-6 the page says that it cannot"""
    graph = Graph()
    least = graph.input("x")
    one = graph.add(graph.multiply(least, graph.constant(0)), graph.constant(1))
    tape = tape_document(record(graph, [least], [one] * 8 + [least]))
    document = json.loads(files["data/lfp-60kwh.cn-551.js"].partition("=")[2].removesuffix(";\n"))
    found = engine.evaluate(
        """([data, tape, values]) => values.map(value => {
          const pack = LCA.packs.open({ ...data, results: tape, proofs: [] });
          const all = pack.values({}); all[0] = value;
          const found = pack.evaluate(all);
          return found && found.total; })""",
        [document, tape, [2e-6, 1e-6, 0.99e-6, 0.0, -1.0]],
    )

    assert found == [4, 4, None, None, None]


def test_intervals_are_those_of_montecarlo(model, demo, engine):
    """the same stream, the same inputs and the same quantiles, for every declared unit"""
    for pair in demo.pairs:
        for setup in list(offered_setups(model, *pair, SPREADS + 1, seed=2))[-SPREADS:]:
            found = engine.evaluate("setup => LCA.views.intervals(LCA.kit, setup, LCA.kit.offer.units)", as_json(setup))
            sampled = sampled_totals(model.footprint(setup), SAMPLES, SEED)
            for unit, one in zip(DECLARED_UNITS, sampled, strict=True):
                wanted, shown = interval_of(one), found[unit.code]
                scale, _ = readable("kg CO2-eq", unit)
                ends = [shown[name] * scale for name in ("central", "low", "high")]
                assert ends == pytest.approx([wanted.central, wanted.low, wanted.high], rel=1e-9)
                assert shown["percentile"] == pytest.approx(wanted.percentile)
                assert shown["uncertain"] == one.uncertain_inputs


def test_a_file_whose_numbers_do_not_come_out_shows_none(files, browser, tmp_path):
    """one digit of one proof is another"""
    name = "data/lfp-60kwh.cn-551.js"
    document = json.loads(files[name].partition("=")[2].removesuffix(";\n"))
    document["proofs"][0]["stages"][0] *= 1 + 1e-8
    changed = write(tmp_path, {**files, name: data_script("lfp-60kwh.cn-551", document)})

    recorded = open_page(browser, (changed / "index.html").as_uri(), 1440, 1000)
    recorded.page.wait_for_selector("[role=alert]")

    assert len(document["proofs"]) == PROOFS
    assert name in recorded.page.locator("[role=alert]").inner_text()
    assert recorded.page.locator("[data-value]").count() == 0
    recorded.page.close()


def test_a_product_whose_file_is_missing_is_refused_and_the_page_stays(opened, files, tmp_path):
    """in a folder of its own: the others open all files of theirs"""
    kept = {name: text for name, text in files.items() if name != "data/nca-80kwh.cn-551.js"}
    recorded = opened(address=(write(tmp_path, kept) / "index.html").as_uri())
    page = recorded.page
    before = page.get_by_test_id("total pack").get_attribute("data-value")

    page.get_by_test_id("field product").select_option("nca-80kwh")
    page.wait_for_selector("#lca-f-product-error")

    assert "nca-80kwh.cn-551.js" in page.locator("#lca-f-product-error").inner_text()
    assert page.get_by_test_id("total pack").get_attribute("data-value") == before


def without_texts(replies):
    """Why something is refused may be said in fewer words, and why there is no other impact category is said here alone."""
    for one in replies:
        one.pop("text", None)
        if one["part"] == "A":
            one["view"]["setup"]["fields"]["method"].pop("off", None)
    return replies


def differences(one, other, place=""):
    if isinstance(one, dict) and isinstance(other, dict):
        for key in sorted({*one, *other}):
            yield from differences(one.get(key, "nothing"), other.get(key, "nothing"), f"{place}.{key}")
    elif isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        for at, pair in enumerate(zip(one, other, strict=True)):
            yield from differences(*pair, f"{place}[{at}]")
    elif isinstance(one, float | int) and isinstance(other, float | int) and not isinstance(one, bool):
        if one != pytest.approx(other, rel=1e-9, abs=1e-12):
            yield f"{place}: {one} {other}"
    elif one != other:
        yield f"{place}: {one} {other}"


def random_message(model, session, demo, numbers):
    """What a person may do next, and now and then something impossible."""
    choosing = Choosing(model.offer, session.state.setup)
    do = numbers.choice(
        ["set"] * 10 + ["per", "undo", "redo", "reset", "baseline", "plant", "more", "tab"] + ["second"] * 4
    )
    message = {"do": do}
    if do == "second":
        starts = ["mine", "", "lfp-60kwh", "none", *(["nmc811-80kwh"] if LONG else [])]
        change = {"green_percent": numbers.randint(0, 100), "cell_plant_province": "CN-SC"}
        message |= numbers.choice([{"start": numbers.choice(starts)}, {"change": change}])
    if do == "tab":
        message["tab"] = numbers.choice(["explore", "compare", "matters"])
    if do == "matters.range":
        names = ["cell_acceptance_rate", "electrode_material_yield", "no_such_input"]
        ends = [round(numbers.uniform(0.8, 0.99), 3) for _ in range(2)]
        message |= {
            "input": numbers.choice(names),
            "low": ends[0],
            "high": numbers.choice([ends[1], "", "x"]),
            "field": "range",
        }
    if do == "set":
        without = ("method",) if LONG else ("product", "rules", "method")
        name = numbers.choice([one for one in choosing.names if one not in without])
        if choosing.is_number(name):
            low, high, _ = choosing.limits(name)
            value = numbers.choice(
                [low, high, round(numbers.uniform(low, high), 2), f"{numbers.uniform(low, high):.1f}", high + 1, "x"]
            )
        else:
            value = numbers.choice([*(one.code for one in choosing.offered(name)), "nothing"])
        message["values"] = {name: value}
    elif do == "per":
        message["per"] = numbers.choice([*CODES, "mile"])
    elif do == "plant":
        message["plant"] = numbers.choice(model.offer.plants)
    return message


def test_the_demo_answers_as_the_kit_does(model, demo, engine):
    """a random walk through the page: every answer is that of the kit, numbers to 1e-9"""
    session, numbers = PageSession(model), random.Random(7)
    engine.evaluate("() => { window.walk = LCA.session(LCA.kit); }")
    for step in range(MESSAGES):
        message = {
            "seq": step,
            "at": step * numbers.choice([100, 1000]),
            **random_message(model, session, demo, numbers),
        }
        wanted = json.loads(json.dumps([one.content for one in session.answer(message)]))
        found = engine.evaluate("message => walk.answer(message)", message)
        for one, other in zip(wanted, found, strict=True):
            if other.get("tab") == "explore" and other["part"] == "C" and session.state.setup.settings:
                assert other["view"]["largest"] == []
                one["view"]["largest"] = []  # recorded at the defaults alone

        assert list(differences(without_texts(wanted), without_texts(found))) == [], message


@pytest.mark.parametrize("search", [
    "", "?v=1", "?v=1&lang=zh-Hans&per=pack&product=nmc811-80kwh&rules=eu-cfb-ev&set.cell_plant_province=CN-SC",
    "?v=1&set.green_power_share=0.5&set.green_power_technology=HYDRO&base.set.grid_year=2035&tab=explore",
    "?product=nmc811-80kwh&rules=eu-cfb-ev&province=CN-YN&green_power_share=5e-1", "?v=2&per=pack", "?v=１",
    "?v=1&per=mile&per=pack",
    "?v=1&set.cell_plant_province=CN-XX&set.grid_year=2035", "?v=1&set.green_power_share=1.5", "?v=1&set.green_power_share=nan",
    "?v=1&per=%zz&lang=%ff&tab=rules", "?v=1&per=pack%00", "?v=1&colour=red&set.=1&set.UPPER=1", f"?v=1&set.x={'9' * 121}",
    "?v=1&" + "&".join(f"set.a{one}=1" for one in range(120)), "?v=1&set.green_power_share=0.6&set.cell_plant_onsite_share=0.6",
    "?v=1&set.lfp_pack_energy=1e9", "?v=1&product=<img src=x onerror=alert(1)>",
    "?v=1&second.product=nmc811-80kwh&second.rules=eu-cfb-ev", "?v=1&at=00000000",
    "?v=1&against=eu-cfb-ev&tab=rules", "?v=1&against=cn-551", "?v=1&against=none",
    "?v=1&base.product=nmc811-80kwh&base.rules=eu-cfb-ev&base.set.cell_plant_province=CN-SC",
    "?v=1&product=nmc811-80kwh&rules=eu-cfb-ev&base.product=lfp-60kwh&base.rules=cn-551&against=cn-551",
    "?v=1&base.set.green_power_share=2&base.set.nothing=1",
])  # fmt: skip
def test_an_address_is_read_as_the_kit_reads_it(model, engine, search):
    """what is taken, and how many lines say what is not; the words of a refusal may be shorter"""
    session = PageSession(model)
    engine.evaluate("() => { window.linked = LCA.session(LCA.kit); }")
    message = {"do": "address", "search": search, "seq": 1}
    [wanted] = json.loads(json.dumps([one.content for one in session.answer(message)]))
    [found] = engine.evaluate("message => linked.answer(message)", message)

    said = [one["view"]["state"].pop("banner") for one in (wanted, found)]
    assert list(differences(*without_texts([wanted]), *without_texts([found]))) == []
    assert len(said[0]) == len(said[1])
    assert "onerror" not in found["view"]["state"]["search"]


def test_the_address_is_written_and_opens_again(opened):
    page = opened(search="?v=1&set.cell_plant_province=CN-SC").page
    assert page.get_by_test_id("field cell_plant_province").input_value() == "CN-SC"

    page.get_by_test_id("field recycling_route").select_option("pyrometallurgy")
    page.wait_for_function("() => location.search.includes('recycling_route=pyrometallurgy')")

    again = opened(search=page.evaluate("location.search")).page
    assert again.get_by_test_id("total pack").get_attribute("data-value") == page.get_by_test_id(
        "total pack"
    ).get_attribute("data-value")


def test_where_from_shows_the_rows_of_the_defaults(model, engine):
    """what is open at first, a row unfolded, and its provenance; amounts per kWh of capacity"""
    session = PageSession(model)
    engine.evaluate("() => { window.traced = LCA.session(LCA.kit); }")
    answers = []
    for message in (
        {"do": "tab", "tab": "where"},
        {"do": "where.open", "row": None},
        {"do": "where.order", "order": "gas"},
    ):
        if message.get("row", "") is None:
            message["row"] = next(row["path"] for row in answers[0][0]["rows"] if row["level"] == 1)
        found = engine.evaluate("message => traced.answer(message)", message)[-1]["view"]
        wanted = json.loads(json.dumps([one.content for one in session.answer(message)][-1]["view"]))
        answers.append((wanted, found))

    for wanted, found in answers:
        rows = [{**row, "opens": None} for row in wanted["rows"] if row["sort"] != "more"]
        assert list(differences(rows, [{**row, "opens": None} for row in found["rows"]])) == []
        assert found["total"] == pytest.approx(wanted["total"], rel=1e-9)
    behind = answers[1][1]["provenance"]
    assert list(differences({**answers[1][0]["provenance"], "supplier": ""}, behind)) == []
    assert behind["source"]["title"]


def test_the_first_page_is_light(files):
    """620 kB until the first number; 17 MB for all products under all rule sets"""
    offer = json.loads(files["data/offer.js"].partition("=")[2].removesuffix(";\n"))
    sizes = {name: len(text.encode()) for name, text in files.items()}
    first = ("index.html", "view.js", "engine.js", "data/offer.js", "data/inputs.js", "data/lfp-60kwh.cn-551.js")
    packs = [size for name, size in sizes.items() if is_pack(name)]

    assert sum(sizes[name] for name in first) <= 620_000
    trees = max(size for name, size in sizes.items() if name.endswith(".tree.js"))
    all_packs = len(offer["products"]) * len(offer["rules"]) * max(packs)
    assert sum(sizes.values()) + all_packs + len(offer["products"]) * trees <= 17_000_000


def test_axe_finds_nothing_grave(opened):
    for width in WIDTHS:
        page = opened(width).page
        for language in ("English", "中文"):
            page.get_by_role("button", name=language).click()
            for tab in page.get_by_role("tab").all():
                tab.click()
                page.wait_for_function(SHOWN, arg=tab.get_attribute("id"))
                assert findings(page) == []


def test_the_language_of_the_document_is_the_one_it_speaks(opened):
    page = opened().page
    assert page.locator("html").get_attribute("lang") == "en"

    page.get_by_role("button", name="中文").click()
    page.wait_for_selector("html[lang=zh-Hans]")

    assert page.title() == "动力电池碳足迹"


def test_the_program_writes_what_opens(model, files, tmp_path, monkeypatch):
    monkeypatch.setattr("lca_models.panels.demo.site.demo_files", lambda model, docs: iter(files.items()))
    write_demo(tmp_path / "demo", model)

    assert (tmp_path / "demo" / "data" / "offer.js").read_text(encoding="utf-8") == files["data/offer.js"]
    assert (tmp_path / "demo" / "index.html").is_file()


def test_a_baseline_and_the_rules_compared_with_are_those_of_the_kit(model, engine):
    """set by a person, kept through a change, written into the address, and taken back; numbers to 1e-9"""
    session = PageSession(model)
    engine.evaluate("() => { window.based = LCA.session(LCA.kit); }")
    messages = [
        {"do": "set", "values": {"cell_plant_province": "CN-SC"}},
        {"do": "baseline"},
        {"do": "set", "values": {"green_percent": "40"}},
        {"do": "rules.second", "code": "eu-cfb-ev", "field": "second-rule-set"},
        {"do": "set", "values": {"instrument": "certificates"}},  # which do not count under the first rules
        {"do": "per", "per": "pack"},
        {"do": "undo"},
        {"do": "reset"},
    ]
    for seq, message in enumerate(messages, start=1):
        wanted = json.loads(json.dumps([one.content for one in session.answer({**message, "seq": seq})]))
        found = engine.evaluate("message => based.answer(message)", {**message, "seq": seq})
        assert [one["part"] for one in found] == [one["part"] for one in wanted], message
        pairs = zip(without_texts(wanted), without_texts(found), strict=True)
        assert [list(differences(*pair)) for pair in pairs if pair[0]["part"] == "A"] in ([], [[]]), message


def test_a_number_that_is_typed_is_read_as_the_kit_reads_it(engine):
    """every writing, with and without a unit: the same number, or none on both sides"""
    texts = [[writing(value, unit), unit] for writing in WRITINGS.values() for value in (0.5, 12.0, 60.25, 999.99)
             for unit in ("kWh", "%", "")]  # fmt: skip

    def read(text, unit):
        try:
            return typed_number(text, unit)
        except NumberError:
            return None

    assert engine.evaluate("all => all.map(([text, unit]) => { const one = LCA.choosing.typed(text, unit);"
                           " return Number.isFinite(one) ? one : null; })", texts) == [read(*one) for one in texts]  # fmt: skip


def test_another_impact_category_is_off_and_says_why(opened):
    """one that is chosen all the same is refused at its field, which says again that the rules choose; numbers stay"""
    recorded = opened()
    page, field = recorded.page, recorded.page.get_by_test_id("field method")
    before = page.get_by_test_id("total pack").get_attribute("data-value")
    other = field.locator("option").nth(1).get_attribute("value")

    assert field.get_attribute("aria-disabled") == "true"
    assert "needs the installed kit" in page.locator("#lca-f-method-why").inner_text()
    field.focus()
    page.keyboard.press("ArrowDown")  # Playwright itself chooses nothing from a list that is said to be off, people may
    assert other in page.locator("#lca-f-method-error").inner_text()
    assert field.input_value() == ""
    assert page.get_by_test_id("total pack").get_attribute("data-value") == before
    green = page.get_by_test_id("field green_percent")
    green.fill("40")
    after(page, lambda: green.press("Enter"))
    assert page.locator("#lca-f-method-error").count() == 0
    assert recorded.errors == recorded.outside == []


@pytest.mark.parametrize(
    ("named", "language"), [("gwp20-ar6", "en"), ("<img src=x onerror=alert({value})>", "zh-Hans")]
)
def test_an_address_with_another_impact_category_says_so_at_the_field(opened, named, language):
    """and above the page, with all that the link asked for in vain; the rest of it is taken"""
    recorded = opened(search=f"?v=1&lang={language}&method={quote(named)}&set.green_power_share=0.5")
    page = recorded.page
    said = page.locator("#lca-f-method-error").inner_text()

    assert named in said
    assert ("不提供" in said) is (language == "zh-Hans")
    assert f"method: {said}" in page.get_by_test_id("banner").inner_text()
    assert page.get_by_test_id("field method").input_value() == ""
    assert page.get_by_test_id("field green_percent").input_value() == "50"
    assert "method" not in page.evaluate("LCA.page.view.state.search")
    assert recorded.errors == recorded.outside == []
