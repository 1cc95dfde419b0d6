import XMLCore

/// One element of a document being read, and the path to it.
struct SourceNode {
  let element: ElementTree
  let location: String?
  let path: String

  init(root element: ElementTree, location: String?) {
    self.element = element
    self.location = location
    path = element.name
  }

  private init(_ element: ElementTree, below parent: SourceNode) {
    self.element = element
    location = parent.location
    path = Self.extended(parent.path, by: element)
  }

  var place: SourcePlace { SourcePlace(location: location, line: element.line, path: path) }

  var name: String { element.name }

  var namespace: String? { element.namespace }

  func isNamed(_ name: String, in namespace: String) -> Bool {
    element.nameEquals(name) && element.namespace == namespace
  }

  func forEachChild(_ body: (SourceNode) -> Void) {
    element.forEachChild { body(SourceNode($0, below: self)) }
  }

  /// The value of an attribute without a prefix, unchanged.
  func attribute(_ name: String) -> String? { element.attribute(name) }

  func attribute(_ name: String, in namespace: String) -> String? {
    element.attribute(name, namespace: namespace)
  }

  /// The value of an attribute that is a name, a number or a keyword, without surrounding white space.
  func token(_ name: String) -> String? { (element.attribute(name)?.trimmingXMLSpace).map(String.init) }

  /// Whether a boolean attribute is true.
  func flag(_ name: String) -> Bool {
    switch token(name) {
    case "true", "1": true
    default: false
    }
  }

  /// The text of the element and its descendants; markup in documentation is dropped, but not its words.
  var allText: String {
    var text = element.text
    element.forEachChild { child in
      text += " " + SourceNode(child, below: self).allText
    }
    return text
  }

  private static let longestPath = 240

  private static func extended(_ path: String, by element: ElementTree) -> String {
    var step = element.name
    if let label = element.attribute("name") ?? element.attribute("ref") {
      step += "[\(label.utf8.count <= 80 ? label : String(label.prefix(60)) + "…")]"
    }
    if step.utf8.count > longestPath { step = String(step.prefix(60)) + "…" }
    let whole = "\(path)/\(step)"
    return whole.utf8.count <= longestPath ? whole : "…/\(step)"
  }
}
