import CHTTPEngine
import Testing

/// The engine itself lets no header field end its line; swift-http-types' values have no line breaks to begin with.
@Suite struct HeaderFieldTests {
  @Test(arguments: [
    ("X-Name", "value", true), ("X-Name", "", true), ("X-Name", "a\rb", false), ("X-Name", "a\nb", false),
    ("X-Name", "a\0b", false), ("X\r\nName", "value", false), ("X:Name", "value", false),
    ("X;Name", "", false),
  ])
  func lineBreaksAndZeroBytesAreRefused(name: String, value: String, isAccepted: Bool) throws {
    let engine = try #require(chttp_engine_create(1000))
    defer { chttp_engine_destroy(engine) }
    let bytes = Array(value.utf8.map { CChar(bitPattern: $0) })
    var settings = chttp_settings()
    settings.connect_timeout = 1000
    let transfer = try #require(
      "".withCString { passphrase in
        settings.passphrase = passphrase
        return chttp_transfer_create(engine, &settings)
      })
    defer { chttp_transfer_destroy(transfer) }
    let isAdded = (bytes + [0]).withUnsafeBufferPointer { buffer in
      chttp_transfer_add_field(transfer, name, buffer.baseAddress, bytes.count)
    }
    #expect(isAdded == isAccepted)
  }
}
