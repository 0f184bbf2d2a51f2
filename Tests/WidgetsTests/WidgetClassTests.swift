import ApusJSON
import Foundation
import Testing

@testable import ApusWidgets

/// The table of widgets against the states that ipywidgets 8.1 gives its own.
@Suite struct WidgetClassTests {
  /// `Reference/ipywidgets-default-state.json`: each class's name with `get_state()` of an instance.
  private static let reference: JSONObject = {
    let file = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "Reference/ipywidgets-default-state.json")
    guard let data = try? Data(contentsOf: file), let json = try? JSON(parsing: Array(data)) else {
      return [:]
    }
    return json.object ?? [:]
  }()

  @Test func `there is a row for each of ipywidgets' classes and no other`() {
    #expect(Self.reference.count == 41)
    #expect(WidgetClass.all.map(\.name).sorted() == Self.reference.keys.sorted())
  }

  @Test(arguments: WidgetClass.all.map(\.name))
  func `a widget's state is at first what ipywidgets says`(name: String) throws {
    let kind = try #require(WidgetClass.named(name))
    let wanted = try #require(Self.reference[name]?.object)
    let state = kind.initialState
    #expect(state.keys.sorted() == wanted.keys.sorted())
    for (key, value) in wanted {
      switch kind.properties.first(where: { $0.key == key })?.kind {
      // Names of other widgets, and bytes, which are not in the state itself.
      case .part: #expect(value.string?.hasPrefix("IPY_MODEL_") == true, "\(key)")
      case .bytes: #expect(value.string?.hasPrefix("<memory at") == true, "\(key)")
      default: #expect(state[key] == value, "\(key)")
      }
    }
  }

  @Test func `a planted difference in a default is seen`() throws {
    var state = try #require(WidgetClass.named("IntSlider")).initialState
    state["step"] = 2
    #expect(state["step"] != Self.reference["IntSlider"]?["step"])
  }

  @Test(arguments: WidgetClass.all.map(\.name))
  func `an entry takes what it is at first, and nothing of another kind`(name: String) throws {
    let kind = try #require(WidgetClass.named(name))
    for property in kind.properties {
      switch property.kind {
      case .part, .parts, .bytes: #expect(!property.accepts(property.initial))
      default:
        #expect(property.accepts(property.initial), "\(property.key)")
        #expect(!property.accepts(["a": 1]), "\(property.key)")
      }
    }
  }

  @Test func `names of the front end become names of ours`() {
    #expect(WidgetProperty.bool("continuous_update", true).name == "continuousUpdate")
    #expect(WidgetProperty.texts("_options_labels").name == "options")
  }
}
