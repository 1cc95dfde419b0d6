import KakapoProvisionTesting
import XMLCore

/// The HTML pages of the service and of its web server, with the same structure but other words.
enum Page {
  /// The help page: the list of operations.
  static func operations(of service: ServiceDescription, page: String) -> String {
    let items = service.methods.map {
      """
      <li><a href="\(escaped(page))?op=\(escaped($0.name))">\(escaped($0.name))</a><br/>\
      \(escaped($0.documentation))</li>
      """
    }
    return html(
      title: "\(service.serviceName) Web Service",
      """
      <h1>\(escaped(service.serviceName))</h1>
      <p>The following operations are supported. The formal definition is the \
      <a href="\(escaped(page))?WSDL">Service Description</a>.</p>
      <ul>
      \(items.joined(separator: "\n"))
      </ul>
      """)
  }

  /// The page of an operation: its parameters in a test form, and sample messages.
  static func operation(
    _ method: ServiceDescription.Method, of service: ServiceDescription, page: String, host: String
  ) -> String {
    let fields = method.parameters.map {
      """
      <tr><td>\(escaped($0.wireName)):</td>\
      <td><input type="\($0.isSecret ? "password" : "text")" name="\(escaped($0.wireName))"/></td></tr>
      """
    }
    let sample = sampleBody(of: method, of: service)
    return html(
      title: "\(service.serviceName) Web Service",
      """
      <h1>\(escaped(service.serviceName))</h1>
      <p><a href="\(escaped(page))">All operations</a></p>
      <h2>\(escaped(method.name))</h2>
      <p>\(escaped(method.documentation))</p>
      <h3>Test</h3>
      <form action="\(escaped(page))/\(escaped(method.name))" method="POST">
      <table>
      <tr><th>Parameter</th><th>Value</th></tr>
      \(fields.joined(separator: "\n"))
      </table>
      <input type="submit" value="Invoke"/>
      </form>
      <h3>SOAP 1.1</h3>
      <p>A sample request; the placeholders stand for actual values.</p>
      <pre>POST \(escaped(page)) HTTP/1.1
      Host: \(escaped(host))
      Content-Type: text/xml; charset=utf-8
      SOAPAction: "\(escaped(service.action(of: method.name)))"

      \(escaped(sample))</pre>
      """)
  }

  /// The page for an unknown operation.
  static func noOperation(_ name: String, of service: ServiceDescription) -> String {
    html(
      title: "\(service.serviceName) Web Service",
      "<h1>\(escaped(service.serviceName))</h1>\n<p>There is no operation '\(escaped(name))'.</p>")
  }

  /// The web server's page for a caller whose address is rejected: XHTML with a DOCTYPE.
  static let addressRejected = serverPage(
    "403.6 - Forbidden: the IP address of the client is rejected.",
    "The address that this request came from may not use this site.")

  /// The page for a request from a web page of another site.
  static let foreign = serverPage(
    "403 - Forbidden: the Host or Origin of the request is another site's.",
    "The local portal answers requests for this machine only, so that no web page can call it through a browser."
  )

  /// The web server's page for a status.
  static func status(_ status: Int) -> String {
    serverPage("\(status) - \(StatusPhrase.of(status))", "The server could not answer this request.")
  }

  /// ASP.NET's page for a POST to an unsupported path below the service's.
  static func formatNotRecognised(_ suffix: String) -> String {
    html(
      title: "Runtime Error",
      """
      <h1>Server Error in '/KakapoProvision' Application.</h1>
      <h2><i>Request format is unrecognized for URL unexpectedly ending in '\(escaped(suffix))'.</i></h2>
      """)
  }

  private static func sampleBody(of method: ServiceDescription.Method, of service: ServiceDescription)
    -> String
  {
    var writer = DotNetXMLWriter(.indented(lineBreak: "\n"))
    writer.start("soap:Envelope", [("xmlns:soap", SOAPVersion.soap11.envelopeNamespace)])
    writer.start("soap:Body")
    writer.start(method.name, [("xmlns", service.namespace)])
    for parameter in method.parameters {
      writer.element(parameter.wireName, text: parameter.isInteger ? "int" : "string")
    }
    for _ in 0..<3 { writer.end() }
    return String(decoding: writer.bytes, as: UTF8.self)
  }

  private static func html(title: String, _ body: String) -> String {
    """
    <html>
    <head><title>\(escaped(title))</title></head>
    <body>
    \(body)
    </body>
    </html>

    """
  }

  private static func serverPage(_ title: String, _ explanation: String) -> String {
    """
    <!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" \
    "http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd">
    <html xmlns="http://www.w3.org/1999/xhtml">
    <head><title>\(escaped(title))</title></head>
    <body>
    <h1>Server Error</h1>
    <h2>\(escaped(title))</h2>
    <p>\(escaped(explanation))</p>
    </body>
    </html>

    """
  }

  private static func escaped(_ text: String) -> String { text.escapedForHTML }
}
