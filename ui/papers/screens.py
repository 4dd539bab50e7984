"""How the window shows a document."""

from ui.desk import Desk
from ui.papers.preview_view import PreviewView
from ui.papers.preview_viewmodel import PreviewViewModel
from ui.places import PreviewPlace


def screen(desk: Desk, place: PreviewPlace) -> PreviewView:
    return PreviewView(PreviewViewModel(desk, place))
