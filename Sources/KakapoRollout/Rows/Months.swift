/// The names of months, as spreadsheets write them in the languages in which they are used most.
enum Months {
  /// The names that are enough for a date of two parts, such as `03-May`, with capitals only where a spreadsheet
  /// writes them: `MAR-01` is a place.
  static let usual = table(
    "jan Jan january January januar Januar janvier janv enero ene januari",
    "feb Feb february February februar Februar février févr febrero februari",
    "mar Mar march March märz März mär Mär mrz Mrz mars marzo maart mrt",
    "apr Apr april April avril avr abril abr",
    "may May mai Mai mayo mei maj", "jun Jun june June juni Juni juin junio",
    "jul Jul july July juli Juli juillet juil julio", "aug Aug august August août agosto augustus augusti",
    "sep Sep sept Sept september September septembre septiembre",
    "oct Oct october October okt Okt oktober Oktober octobre octubre",
    "nov Nov november November novembre noviembre",
    "dec Dec december December dez Dez dezember Dezember décembre déc diciembre dic")

  /// Names that have another meaning too often; they need a year.
  static let rare = table(
    "gennaio gen janeiro styczeń sty", "febbraio fevereiro fev luty lut", "março marzec",
    "aprile kwiecień kwi",
    "maggio mag maio", "giugno giu junho czerwiec cze", "luglio lug julho lipiec lip", "ago sierpień sie",
    "settembre set setembro wrzesień wrz", "ottobre ott outubro out październik paź", "novembro listopad lis",
    "dicembre dezembro grudzień gru")

  private static func table(_ lines: String...) -> [String: Int] {
    var months: [String: Int] = [:]
    for (index, line) in lines.enumerated() {
      for name in line.split(separator: " ") { months[String(name)] = index + 1 }
    }
    return months
  }
}
