"""The screen of the settings."""

from ui.open_desk import OpenDesk
from ui.places import SettingsPlace
from ui.settings.keys_viewmodel import KeysViewModel
from ui.settings.safety_viewmodel import SafetyViewModel
from ui.settings.settings_view import SettingsView
from ui.settings.settings_viewmodel import SettingsViewModel


def screen(desk: OpenDesk, _place: SettingsPlace) -> SettingsView:
    return SettingsView(
        SettingsViewModel(desk), KeysViewModel(desk), SafetyViewModel(desk)
    )
