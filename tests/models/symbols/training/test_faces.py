from pathlib import Path

from models.symbols.training.faces import Face, faces
from tests.models.fonts.tiny_font import write_font


def test_held_out_fonts_are_never_among_the_others(tmp_path: Path) -> None:
    for name in (
        "Alpha-Regular.ttf",
        "FreeSans.ttf",
        "Alpha-Thin.ttf",
        "NotoSansOgham-Regular.ttf",
        "note.txt",
    ):
        write_font(tmp_path / name)

    assert [each.path.name for each in faces([tmp_path], held_out=False)] == ["Alpha-Regular.ttf"]
    assert [each.path.name for each in faces([tmp_path], held_out=True)] == ["FreeSans.ttf"]


def test_a_face_knows_its_characters_and_its_family(tmp_path: Path) -> None:
    face = Face(write_font(tmp_path / "Alpha-Regular.ttf", "ab"))

    assert face.characters == {"a", "b"}
    assert face.family == Face(Path("Alpha-Bold.ttf")).family
    assert face.at(20).getlength("a") > 0
