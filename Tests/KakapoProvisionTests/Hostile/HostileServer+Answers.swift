extension HostileServer {
  /// Servers with correct HTTP but wrong answers.
  static let answers: [HostileServer] =
    [
      "301 Moved Permanently", "302 Found", "303 See Other", "307 Temporary Redirect",
      "308 Permanent Redirect",
    ].map {
      HostileServer(
        "redirects (\($0.prefix(3)))", $0, headers: ["Location: http://127.0.0.1:9/elsewhere"], body: "moved")
    } + [
      HostileServer("redirects to itself", "302 Found", headers: ["Location: /"], body: ""),
      HostileServer("redirects to nowhere", "302 Found", body: ""),
      HostileServer(
        "wants a login of HTTP (401)", "401 Unauthorized",
        headers: ["WWW-Authenticate: Basic realm=\"portal\""],
        body: "who?"),
      HostileServer(
        "is behind a proxy that wants a login (407)", "407 Proxy Authentication Required",
        headers: ["Proxy-Authenticate: Basic realm=\"proxy\""], body: "who?"),
      HostileServer("refuses the address (403)", "403 Forbidden", body: page),
      HostileServer("knows no such service (404)", "404 Not Found", body: page),
      HostileServer("cannot parse the request (400)", "400 Bad Request", body: ""),
      HostileServer("wants another content type (415)", "415 Unsupported Media Type", body: ""),
      HostileServer("limits calls (429)", "429 Too Many Requests", headers: ["Retry-After: 5"], body: ""),
      HostileServer("fails with a page (500)", "500 Internal Server Error", body: page),
      HostileServer("is a proxy without a backend (502)", "502 Bad Gateway", body: page),
      HostileServer(
        "is down for maintenance (503)", "503 Service Unavailable", headers: ["Retry-After: 5"], body: page),
      HostileServer("is a proxy that gave up waiting (504)", "504 Gateway Timeout", body: page),
      HostileServer("shows a page under 200", body: page),
      HostileServer("accepts and says nothing (202)", "202 Accepted", body: ""),
      HostileServer("answers with an empty body", body: ""),
      HostileServer("answers in JSON", body: #"{"success":true}"#),
      HostileServer("sends a fault under 200", body: fault),
      HostileServer("sends a fault under 500", "500 Internal Server Error", body: fault),
      HostileServer("sends a success under 500", "500 Internal Server Error", body: success),
      HostileServer(
        "answers another method", body: success.replacing("AddUserLicense", with: "DeleteUserLicense")),
      HostileServer("leaves success out", body: success.replacing("success", with: "other")),
      HostileServer("says success maybe", body: success.replacing(">true<", with: ">maybe<")),
      HostileServer("cuts the XML", body: String(success.dropLast(20))),
      HostileServer("declares a document type", body: "<!DOCTYPE x>" + success),
      HostileServer(
        "declares entities in entities",
        body: "<!DOCTYPE x [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]>"
          + success.replacing("true", with: "&b;")),
      HostileServer(
        "names a file as an entity",
        body: "<!DOCTYPE x [<!ENTITY f SYSTEM \"file:///etc/passwd\">]><x>&f;</x>"),
      HostileServer(
        "nests 100,000 elements",
        body: String(repeating: "<a>", count: 100_000) + String(repeating: "</a>", count: 100_000)),
      HostileServer(
        "sends 100,000 attributes",
        body: "<a " + (0..<100_000).map { "a\($0)=\"\"" }.joined(separator: " ") + "/>"),
      HostileServer(
        "sends 12 MB of text",
        body: success.replacing(
          "</AddUserLicenseResult>", with: "<x>\(twelveMegabytes)</x></AddUserLicenseResult>")),
      HostileServer(
        "sends 12 MB of CDATA",
        body: success.replacing(
          "</AddUserLicenseResult>", with: "<x><![CDATA[\(twelveMegabytes)]]></x></AddUserLicenseResult>")),
      HostileServer(
        "says UTF-16 and sends UTF-8", headers: [],
        body: "<?xml version=\"1.0\" encoding=\"utf-16\"?>" + success),
      HostileServer(
        "sends characters that XML does not have", body: success.replacing("true", with: "true&#x1F;")),
      HostileServer(
        "sends a control character as a reference",
        body: success.replacing("</AddUserLicenseResult>", with: "<x>&#x1F;</x></AddUserLicenseResult>")),
      HostileServer("sets a cookie", headers: ["Set-Cookie: session=1; Path=/"], body: success),
    ]

  private static let twelveMegabytes = String(repeating: "0123456789\n", count: 12_000_000 / 11)

  private static let page = "<html><body><h1>Sorry</h1></body></html>"

  private static let fault =
    "<soap:Envelope xmlns:soap=\"http://schemas.xmlsoap.org/soap/envelope/\"><soap:Body><soap:Fault>"
    + "<faultcode>soap:Server</faultcode><faultstring>no</faultstring></soap:Fault></soap:Body></soap:Envelope>"
}
