import ApusJSON

extension MIMEBundle {
  package init(plain: String) {
    self.init(data: ["text/plain": .string(plain)])
  }

  /// The bundle with one more form of the same thing.
  package func adding(_ type: String, _ content: JSON) -> MIMEBundle {
    var bundle = self
    bundle.data[type] = content
    return bundle
  }

  package func adding(_ type: String, _ text: String) -> MIMEBundle {
    adding(type, .string(text))
  }

  /// The value in each form that its kind has a row for.
  package init<Value: Displayable>(showing value: Value) {
    self.init(data: [:])
    for renderer in Value.renderers {
      if let content = renderer.render(value) { data[renderer.type] = content }
    }
  }
}
