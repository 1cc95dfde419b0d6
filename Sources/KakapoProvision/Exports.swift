// The types in the public signatures and answers: the transport, its errors and the element tree.
@_exported public import protocol HTTPTransport.Transport
@_exported public import struct HTTPTransport.TransportError
@_exported public import struct HTTPTransport.TransportRequest
@_exported public import struct HTTPTransport.TransportResponse
@_exported public import class HTTPTransport.URLSessionTransport
@_exported public import struct XMLCore.ElementTree
