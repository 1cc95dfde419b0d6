import CHTTPEngine
import HTTPTransport
import HTTPTypes

/// libcurl's part of one request, used for one after the other.
///
/// It belongs to one thread at a time: the caller's, then the engine's while the exchange is under way, then the
/// caller's again. The locks of the engine's inbox and of the exchange hand it over.
final class Transfer: Sendable {
  nonisolated(unsafe) let pointer: OpaquePointer

  /// Makes a transfer; `nil` without memory, or if libcurl is too old.
  ///
  /// - Parameters:
  ///   - engine: The engine that will run it.
  ///   - settings: What all requests have in common.
  init?(engine: OpaquePointer, settings: Settings) {
    guard let pointer = settings.withSettings({ chttp_transfer_create(engine, &$0) }) else { return nil }
    self.pointer = pointer
  }

  deinit { chttp_transfer_destroy(pointer) }

  /// How the last request ended; valid until the next one.
  var outcome: chttp_outcome { chttp_transfer_outcome(pointer) }

  /// Gives the transfer a request.
  ///
  /// - Throws: ``TransportError`` if a header field can't be sent, or without memory.
  func prepare(_ request: TransportRequest, route: Route) throws(TransportError) {
    let isPrepared = request.body.withUnsafeBytes { body in
      request.head.method.rawValue.withCString { method in
        route.url.withCString { url in
          (route.proxy?.url ?? "").withCString { proxy in
            withOptionalCString(route.proxy?.userName) { user in
              withOptionalCString(route.proxy?.password) { password in
                var target = chttp_target(
                  method: method, url: url, proxy: proxy, proxy_user: user, proxy_password: password)
                return chttp_transfer_prepare(
                  pointer, &target, chttp_bytes(bytes: body.baseAddress, size: body.count),
                  max(0, request.maximumResponseBytes))
              }
            }
          }
        }
      }
    }
    guard isPrepared else { throw .noMemory }
    try add(request.fieldsToSend)
    // What libcurl would add by itself.
    let fields = request.head.headerFields
    if fields[.contentType] == nil { try remove("Content-Type") }
    if fields[.accept] == nil { try remove("Accept") }
    if fields[.expect] == nil { try remove("Expect") }
    // Not asked for by libcurl, since it can't read several gzip members: the engine decodes.
    if fields[.acceptEncoding] == nil { try add([HTTPField(name: .acceptEncoding, value: "gzip")]) }
  }

  private func add(_ fields: [HTTPField]) throws(TransportError) {
    for field in fields {
      let isAdded = field.withUnsafeBytesOfValue { value in
        // An empty buffer may have no address, which would mean no field.
        value.isEmpty
          ? chttp_transfer_add_field(pointer, field.name.rawName, "", 0)
          : value.withMemoryRebound(to: CChar.self) {
            chttp_transfer_add_field(pointer, field.name.rawName, $0.baseAddress, $0.count)
          }
      }
      guard isAdded else {
        throw .invalid("the header field \(field.name) has a line break or a zero byte in its value")
      }
    }
  }

  private func remove(_ name: String) throws(TransportError) {
    guard chttp_transfer_add_field(pointer, name, nil, 0) else { throw .noMemory }
  }
}

extension TransportError {
  static var noMemory: TransportError {
    TransportError(
      .cannotConnect, requestMayHaveBeenSent: false,
      reason: "the process has not enough memory for another request")
  }
}

/// Calls a function with a C string, or with `nil`.
private func withOptionalCString<Result>(
  _ text: String?, _ body: (UnsafePointer<CChar>?) -> Result
) -> Result {
  guard let text else { return body(nil) }
  return text.withCString { body($0) }
}
