import ApusDisplay
import ApusTensor
import ApusValue

/// What a front end is given to show a value.
package enum Rendering {
  package static func bundle(_ type: Type, _ word: Int, _ object: AnyObject?) -> MIMEBundle {
    switch (type, object) {
    case (.opaque("Plot"), let object?):
      return unsafeDowncast(object, to: DisplayObject.self).bundle
    case (.opaque("WidgetModel"), let object?):
      return unsafeDowncast(object, to: WidgetObject.self).bundle
    case (.nominal(let type), let object?) where type.kind == .class:
      // A widget is an instance that stands on a widget's state.
      let parts = unsafeDowncast(object, to: Record.self).objects.lazy
      if let widget = parts.compactMap({ $0 as? WidgetObject }).first { return widget.bundle }
      return MIMEBundle(plain: ValueText.describe(.nominal(type), word, object))
    case (.tensor, let object?):
      return MIMEBundle(showing: Tensor(unsafeDowncast(object, to: TensorBody.self)))
    case (.any, let object?), (.error, let object?), (.existential, let object?):
      let box = unsafeDowncast(object, to: AnyObjectBox.self)
      return bundle(box.type, box.word, box.object)
    case (.optional(let wrapped), let object?)
    where wrapped == .tensor || wrapped == .opaque("Plot"):
      return bundle(wrapped, 0, object)
    case (.string, _), (.substring, _), (.character, _):
      return MIMEBundle(plain: ValueText.reflect(type, word, object))
    default: return MIMEBundle(plain: ValueText.describe(type, word, object))
    }
  }
}
