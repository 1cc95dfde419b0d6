// SwiftPM wants a header of a C target.
