// What a caller meets in signatures and answers: the transport seam, faults and the value tree.
@_exported public import protocol SOAP.Transport
@_exported public import struct SOAP.RequestElement
@_exported public import struct SOAP.SOAPFault
@_exported public import struct SOAP.TransportError
@_exported public import struct SOAP.TransportRequest
@_exported public import struct SOAP.TransportResponse
@_exported public import class SOAP.URLSessionTransport
@_exported public import struct XMLCore.ElementTree

#if AsyncHTTPClient
@_exported public import class SOAP.AsyncHTTPClientTransport
#endif
