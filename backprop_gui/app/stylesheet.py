"""The flat look of the window's frame: what a palette cannot say."""

from string import Template

from backprop_gui.look.theme import Theme

_SHEET = Template("""
#centre { background: $window; }
QMainWindow::separator { background: $hairline; width: 1px; height: 1px; }
QMainWindow::separator:hover { background: $accent; }
QMenuBar { background: $panel; padding: 2px 6px; }
QMenuBar::item { padding: 4px 10px; border-radius: 4px; background: transparent; color: $soft; }
QMenuBar::item:selected { background: $accent_ground; color: $ink; }
QMenu { background: $panel; border: 1px solid $hairline; padding: 4px; }
QMenu::item { padding: 5px 28px 5px 12px; border-radius: 4px; }
QMenu::item:selected { background: $accent_ground; color: $ink; }
QMenu::item:disabled { color: $faint; }
QMenu::separator { height: 1px; background: $hairline; margin: 4px 8px; }
QMenu::icon { padding-left: 8px; }
QToolBar { background: $panel; border: none; border-bottom: 1px solid $hairline; spacing: 2px;
  padding: 4px 6px; }
QToolBar::separator { background: $hairline; width: 1px; margin: 6px 5px; }
QToolBar QToolButton { padding: 5px 6px; border: none; border-radius: 6px; color: $ink; }
QToolBar QToolButton:hover { background: $accent_ground; }
QToolBar QToolButton:pressed { background: $hairline; }
QToolBar QToolButton:checked { background: $accent_ground; color: $accent; }
QToolBar QToolButton:disabled { color: $faint; }
QToolBar QToolButton:focus { outline: none; border: 1px solid $accent; padding: 4px 5px; }
QToolBar QLabel { color: $soft; padding: 0 2px; }
QToolBar QToolButton#button_step { background: $accent; color: $on_accent; }
QToolBar QToolButton#button_step:disabled { background: $hairline; color: $faint; }
QLineEdit { background: $window; border: 1px solid $hairline; border-radius: 6px; padding: 4px 6px;
  color: $ink;  selection-background-color: $accent; selection-color: $on_accent; }
QLineEdit:focus { border: 1px solid $accent; }
QLineEdit[refused="true"] { border: 1px solid $warning; }
QStatusBar { background: $panel; border-top: 1px solid $hairline; color: $soft; }
QStatusBar::item { border: none; }
QStatusBar QLabel { padding: 2px 8px; color: $ink; }
QDockWidget { color: $soft; }
QToolTip { background: $panel; color: $ink; border: 1px solid $hairline; padding: 3px 5px; }
QProgressBar { border: none; background: $hairline; border-radius: 3px; max-height: 6px; min-height: 6px; }
QProgressBar::chunk { background: $accent; border-radius: 3px; }
QHeaderView::section { background: $panel; color: $soft; border: none; border-bottom: 1px solid $hairline;
  padding: 3px 6px; }
QTableView, QTreeView { background: $panel; border: none; gridline-color: $hairline; outline: none;
  selection-background-color: $accent_ground; selection-color: $ink; }
QTableView::item:focus, QTreeView::item:focus { border: 1px solid $accent; }
QTableCornerButton::section { background: $panel; border: none; }
QScrollBar:vertical { background: transparent; width: 10px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 10px; margin: 0; }
QScrollBar::handle { background: $hairline; border-radius: 4px; min-height: 24px; min-width: 24px;
  margin: 1px; }
QScrollBar::handle:hover { background: $faint; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
#gallery_ground { background: $window; }
#dock_title { background: $panel; border-bottom: 1px solid $hairline; }
#dock_title QLabel { color: $soft; }
#dock_title QToolButton { border: none; border-radius: 4px; padding: 2px; }
#dock_title QToolButton:hover { background: $accent_ground; }
#run_strip { background: $window; border-top: 1px solid $hairline; }
#run_strip QLabel { color: $soft; }
#run_strip QToolButton { border: 1px solid $hairline; border-radius: 6px; padding: 2px 8px;
  background: $panel; color: $ink; }
#run_strip QToolButton:hover { background: $accent_ground; }
#run_strip QToolButton:focus { border: 1px solid $accent; }
QSlider { min-height: 16px; }
QSlider::groove:horizontal { height: 4px; border-radius: 2px; background: $hairline; }
QSlider::sub-page:horizontal { height: 4px; border-radius: 2px; background: $accent; }
QSlider::sub-page:horizontal:disabled { background: $hairline; }
QSlider::handle:horizontal { width: 12px; height: 12px; margin: -4px 0; border-radius: 6px;
  background: $accent; }
QSlider::handle:horizontal:disabled { background: $faint; }
QSlider::handle:horizontal:focus { border: 2px solid $ink; width: 10px; height: 10px; border-radius: 7px;
  margin: -5px 0; }
#stop_popover { background: $panel; border: 1px solid $hairline; }
#stop_popover QCheckBox::indicator:unchecked { width: 12px; height: 12px; border: 1px solid $faint;
  border-radius: 3px; }
#stop_popover QLabel#stop_sentence { color: $ink; background: $accent_ground; border-radius: 6px;
  padding: 8px 10px; }
#banner, #recovery_banner { background: $result_ground; border-bottom: 1px solid $hairline; }
#banner QLabel, #recovery_banner QLabel { color: $ink; }
#banner QToolButton, #recovery_banner QToolButton { border: none; padding: 3px; }
#banner QPushButton, #recovery_banner QPushButton { background: $panel; border: 1px solid $hairline;
  border-radius: 6px; padding: 4px 12px; color: $ink; }
#banner QPushButton:hover, #recovery_banner QPushButton:hover { background: $accent_ground; }
#banner QPushButton:focus, #recovery_banner QPushButton:focus { border: 1px solid $accent; }
""")


def stylesheet(look: Theme) -> str:
    """Write the style sheet in the colours of a look."""
    names = _SHEET.get_identifiers()
    return _SHEET.substitute({name: getattr(look, name).name() for name in names})
