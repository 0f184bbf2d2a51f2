import ApusLanguage
import ApusValue

/// The state of a widget, which a compiled program shows to no one.
public struct WidgetModel: Held {
  private let object: WidgetObject

  var slot: Slot { (0, object) }

  init(slot: Slot) { object = held(slot.object) }
}
