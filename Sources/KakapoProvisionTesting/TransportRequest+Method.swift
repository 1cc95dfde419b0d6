import Foundation
import HTTPTypes
public import KakapoProvision
import XMLCore

extension TransportRequest {
  /// The web method of the request: the name of the element in the SOAP body, or `""` if there is none.
  public var method: String { call?.name ?? "" }

  /// The value of a parameter, or `nil` if it wasn't sent.
  ///
  /// - Parameter name: The parameter's name as on the wire.
  /// - Returns: The value; `""` for an empty element.
  public func parameter(_ name: String) -> String? { call?.child(name)?.text }

  /// Whether the request asks for the service's WSDL, or for one of its imports, instead of calling a method.
  public var asksForContract: Bool { head.method == .get }

  private var call: ElementTree? {
    (try? XMLReader().read(body))?.child("Body")?.children.first
  }
}
