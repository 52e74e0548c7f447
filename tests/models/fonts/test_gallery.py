from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from models.fonts.gallery import Gallery, GalleryFace


def point(*coordinates: float) -> NDArray[np.float32]:
    """Returns a unit vector (1, 128) in the direction of these coordinates. All further coordinates are 0."""
    vector = np.zeros((1, 128), np.float32)
    vector[0, : len(coordinates)] = coordinates
    return np.asarray(vector / np.linalg.norm(vector), np.float32)


def axis(number: int) -> NDArray[np.float32]:
    return point(*[0.0] * number, 1.0)


def gallery() -> Gallery:
    """Returns seven families. The second has two faces, and the third's face has two prototypes."""
    faces = [
        GalleryFace("思源黑体", "sans", 400, axis(0)),
        GalleryFace("Roboto", "sans", 400, point(0, 1)),
        GalleryFace("Roboto", "sans", 700, point(0, 1, 0.5)),
        GalleryFace("霞鹜文楷", "kai", 300, np.concatenate([axis(3), axis(4)])),
        *[GalleryFace(f"Other {number}", "mono", 400, axis(5 + number)) for number in range(4)],
    ]
    return Gallery((), sharpness=20.0, floor=0.3).with_faces(faces)


def test_the_five_nearest_families_are_returned_nearest_first() -> None:
    (matches,) = gallery().similar(point(0.9, 0.3, 0, 0, 0.2))
    names, scores = zip(*matches, strict=True)

    assert names[:3] == ("思源黑体", "Roboto", "霞鹜文楷 Light")
    assert len(names) == len(set(names)) == 5
    assert list(scores) == sorted(scores, reverse=True)
    assert all(0 <= score <= 1 and round(score, 4) == score for score in scores)


@pytest.mark.parametrize(("near", "name"), [(point(0, 1, 0.1), "Roboto"), (point(0, 1, 0.4), "Roboto Bold")])
def test_a_family_is_named_by_its_nearest_face(near: NDArray[np.float32], name: str) -> None:
    (matches,) = gallery().similar(near)

    assert matches[0][0] == name
    assert [match for match, _ in matches if match.startswith("Roboto")] == [name]


@pytest.mark.parametrize(
    ("weight", "name"),
    [(400, "A"), (100, "A Thin"), (350, "A"), (500, "A Medium"), (900, "A Black"), (1000, "A Black")],
)
def test_the_name_of_a_face_is_its_family_and_the_name_of_its_weight(weight: int, name: str) -> None:
    assert GalleryFace("A", "sans", weight, axis(0)).name == name


def test_each_line_has_its_own_matches() -> None:
    first, second = gallery().similar(np.concatenate([axis(0), axis(4)]))

    assert (first[0][0], second[0][0]) == ("思源黑体", "霞鹜文楷 Light")


def test_a_line_far_from_all_prototypes_has_low_scores() -> None:
    (near,), (far,) = gallery().similar(point(1, 0.1)), gallery().similar(axis(100))

    assert near[0][1] > 0.9
    assert far[0][1] < 0.05


def test_probabilities_are_a_softmax_with_an_entry_for_no_family() -> None:
    known = gallery()
    cosines = known.cosines(point(1, 1, 1))
    exponentials = np.exp(known.sharpness * cosines)
    none = np.exp(known.sharpness * known.floor)

    np.testing.assert_allclose(
        known.probabilities(cosines), exponentials / (exponentials.sum() + none), rtol=1e-5
    )


def test_without_lines_there_are_no_matches() -> None:
    assert gallery().similar(np.empty((0, 128), np.float32)) == []


def test_a_gallery_of_fewer_than_five_families_returns_all_of_them() -> None:
    small = Gallery(
        (GalleryFace("A", "sans", 400, axis(0)), GalleryFace("B", "sans", 400, axis(1))), 20.0, 0.3
    )

    assert [name for name, _ in small.similar(axis(1))[0]] == ["B", "A"]


def test_added_faces_join_their_family_or_found_a_new_one() -> None:
    more = gallery().with_faces(
        [GalleryFace("Roboto", "sans", 300, axis(60)), GalleryFace("微软雅黑", "custom", 400, axis(61))]
    )

    assert more.similar(axis(60))[0][0][0] == "Roboto Light"
    assert more.similar(axis(61))[0][0][0] == "微软雅黑"
    assert more.families.count("Roboto") == 1
    assert "微软雅黑" not in gallery().families


def test_a_saved_gallery_is_loaded_at_half_precision(tmp_path: Path) -> None:
    known = gallery()
    known.save(tmp_path / "gallery.npz")
    loaded = Gallery.load(tmp_path / "gallery.npz")

    assert (loaded.sharpness, loaded.floor) == pytest.approx((known.sharpness, known.floor))
    assert [(face.name, face.style) for face in loaded.faces] == [
        (face.name, face.style) for face in known.faces
    ]
    for one, other in zip(loaded.faces, known.faces, strict=True):
        np.testing.assert_allclose(one.prototypes, other.prototypes, atol=1e-3)
