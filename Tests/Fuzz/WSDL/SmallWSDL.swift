import FuzzSupport
import XMLCore

/// A WSDL with texts in all places where a text may stand.
enum SmallWSDL {
  private static let wsdl = "http://schemas.xmlsoap.org/wsdl/"
  private static let soap = "http://schemas.xmlsoap.org/wsdl/soap/"
  private static let schema = "http://www.w3.org/2001/XMLSchema"

  /// Writes it.
  ///
  /// - Parameter bytes: The texts, one a line; used over and over when there are few.
  /// - Returns: The WSDL.
  static func document(of bytes: [UInt8]) -> [UInt8] {
    var texts = Texts(bytes)
    var writer = Writer()
    let namespace = texts.next()
    writer.element(
      "definitions",
      [
        ("xmlns", wsdl), ("xmlns:soap", soap), ("xmlns:s", schema), ("xmlns:t", namespace),
        ("targetNamespace", namespace), ("name", texts.next()),
      ]
    ) { writer in
      writer.element("types") { types(&$0, namespace, &texts) }
      for part in ["In", "Out"] {
        writer.element("message", [("name", part)]) {
          $0.element("part", [("name", "parameters"), ("element", part == "In" ? "t:Ask" : "t:AskResponse")])
        }
      }
      let operation = texts.next()
      writer.element("portType", [("name", "P")]) { writer in
        writer.element("operation", [("name", operation)]) { writer in
          writer.element("documentation", text: texts.next())
          writer.element("input", [("message", "t:In")])
          writer.element("output", [("message", "t:Out")])
        }
      }
      writer.element("binding", [("name", "B"), ("type", "t:P")]) { writer in
        writer.element("soap:binding", [("transport", "http://schemas.xmlsoap.org/soap/http")])
        writer.element("operation", [("name", operation)]) { writer in
          writer.element("soap:operation", [("soapAction", texts.next())])
          for side in ["input", "output"] {
            writer.element(side) { $0.element("soap:body", [("use", "literal")]) }
          }
        }
      }
      writer.element("service", [("name", texts.next())]) { writer in
        writer.element("port", [("name", "P"), ("binding", "t:B")]) {
          $0.element("soap:address", [("location", "https://x.example/")])
        }
      }
    }
    return writer.xml.bytes
  }

  private static func types(_ writer: inout Writer, _ namespace: String, _ texts: inout Texts) {
    writer.element("s:schema", [("targetNamespace", namespace), ("elementFormDefault", "qualified")]) {
      writer in
      let (structure, enumeration) = (texts.next(), texts.next())
      writer.element("s:element", [("name", "Ask")]) { writer in
        writer.element("s:complexType") { writer in
          writer.element("s:sequence") { writer in
            for type in ["s:string", "s:int", "t:" + structure, "t:" + enumeration] {
              writer.element("s:element", [("name", texts.next()), ("type", type), ("minOccurs", "0")]) {
                $0.element("s:annotation") { $0.element("s:documentation", text: texts.next()) }
              }
            }
          }
        }
      }
      writer.element("s:complexType", [("name", structure)]) { writer in
        writer.element("s:choice") { writer in
          for _ in 0..<2 {
            writer.element("s:element", [("name", texts.next()), ("type", "t:" + structure)])
          }
        }
        writer.element("s:attribute", [("name", texts.next()), ("type", "s:boolean")])
      }
      writer.element("s:simpleType", [("name", enumeration)]) { writer in
        writer.element("s:restriction", [("base", "s:string")]) { writer in
          for _ in 0..<3 { writer.element("s:enumeration", [("value", texts.next())]) }
        }
      }
      writer.element("s:element", [("name", "AskResponse")]) { writer in
        writer.element("s:complexType") { writer in
          writer.element("s:sequence") { writer in
            writer.element("s:element", [("name", texts.next()), ("type", "t:" + structure)])
          }
        }
      }
    }
  }

  /// The fuzzer's texts in turn.
  private struct Texts {
    private let texts: [String]
    private var position = 0

    init(_ bytes: [UInt8]) {
      texts = bytes.split(separator: 0x0A).map { line in
        String(
          String.UnicodeScalarView(
            String(decoding: line, as: UTF8.self).unicodeScalars.filter {
              XMLCharacters.isLegal($0.value)
            }))
      }
    }

    mutating func next() -> String {
      defer { position += 1 }
      return texts.isEmpty
        ? "x\(position)"
        : texts[position % texts.count] + String(repeating: "x", count: position / texts.count)
    }
  }

  /// Writes elements inside each other.
  private struct Writer {
    var xml = XMLWriter()

    mutating func element(
      _ name: String, _ attributes: [(String, String)] = [], text: String = "",
      _ body: (inout Writer) -> Void = { _ in }
    ) {
      do {
        try xml.start(name, attributes: attributes)
        try xml.text(text)
        body(&self)
        xml.end(name)
      } catch {
        fatalError("broken property: a legal text was refused: \(error)")
      }
    }
  }
}
