/// The report's style sheet.
enum ReportStyle {
  static let text = """
    :root {
      color-scheme: light dark;
      --page: #f6f7f9; --card: #fff; --text: #1b1f24; --quiet: #57606a; --line: #d5dae0; --grid: #e6e9ed;
      --good: #1a7f4b; --bad: #b3261e; --open: #8a6100; --rate: #1f6fb2; --high: #b25600;
    }
    @media screen and (prefers-color-scheme: dark) {
      :root {
        --page: #14171a; --card: #1d2125; --text: #e7eaed; --quiet: #a3acb5; --line: #3a4148; --grid: #2b3036;
        --good: #55c88d; --bad: #ff8a80; --open: #e3b341; --rate: #6cb2ee; --high: #f2a65a;
      }
    }
    @media print { :root { color-scheme: light; --page: #fff; } }
    * { box-sizing: border-box; }
    body {
      margin: 0; background: var(--page); color: var(--text);
      font: 16px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif;
    }
    main { max-width: 64rem; margin: 0 auto; padding: 1.5rem 1rem 3rem; }
    h1 { font-size: 1.6rem; line-height: 1.25; margin: 0; }
    h2 { font-size: 1.15rem; margin: 2.2rem 0 .6rem; }
    h3 { font-size: 1rem; margin: 0; }
    p { margin: .4rem 0; }
    .quiet { color: var(--quiet); }
    header { border-left: 5px solid var(--good); padding: .1rem 0 .1rem 1rem; }
    header.bad { border-color: var(--bad); }
    header.open { border-color: var(--open); }
    dl { margin: 0; }
    .facts { display: grid; grid-template-columns: max-content 1fr; gap: .1rem 1rem; margin-top: .8rem; }
    .facts dt { color: var(--quiet); }
    dd { margin: 0; overflow-wrap: anywhere; }
    .share { display: flex; gap: 2px; height: .6rem; margin-top: 1.4rem; }
    .share span { min-width: 4px; background: var(--good); border-radius: 2px; }
    .share .bad { background: var(--bad); }
    .share .open { background: var(--line); }
    .tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(9rem, 1fr)); gap: .7rem; margin-top: .8rem; }
    .tiles > div, figure { background: var(--card); border: 1px solid var(--line); border-radius: 8px; }
    .tiles > div { padding: .7rem .9rem; }
    .tiles dt, .tiles small { color: var(--quiet); font-size: .85rem; }
    .tiles dd { font-size: 1.25rem; font-weight: 600; line-height: 1.4; white-space: nowrap; font-variant-numeric: tabular-nums; }
    .tiles small { display: block; font-weight: 400; }
    .tiles .good { color: var(--good); }
    .tiles .bad { color: var(--bad); }
    .tiles .open { color: var(--open); }
    figure { margin: 0 0 .8rem; padding: .8rem .9rem .5rem; break-inside: avoid; }
    figcaption { display: flex; flex-wrap: wrap; gap: .1rem 1.2rem; margin-bottom: .4rem; align-items: baseline; }
    .key { font-size: .85rem; color: var(--quiet); }
    .key svg { width: 1.6rem; height: .7rem; margin-right: .35rem; vertical-align: baseline; }
    figure > svg { display: block; width: 100%; height: auto; }
    svg.narrow { display: none; }
    svg text { fill: var(--quiet); font-size: 12px; font-variant-numeric: tabular-nums; }
    svg .vertical { text-anchor: end; }
    svg .horizontal { text-anchor: middle; }
    svg path { fill: none; stroke-linejoin: round; }
    svg .axis { stroke: var(--quiet); }
    svg .grid { stroke: var(--grid); }
    svg .rate { stroke: var(--rate); stroke-width: 1.5; fill: var(--rate); fill-opacity: .15; }
    svg .trouble { stroke: var(--bad); fill: var(--bad); }
    svg .median { stroke: var(--rate); stroke-width: 2; }
    svg .high { stroke: var(--high); stroke-width: 1.5; stroke-dasharray: 5 3; }
    svg circle.median { fill: var(--rate); stroke: none; }
    svg circle.high { fill: var(--high); stroke: none; }
    table { border-collapse: collapse; width: 100%; font-size: .9rem; }
    th, td { text-align: left; vertical-align: top; padding: .35rem .8rem .35rem 0; }
    th { color: var(--quiet); font-weight: 600; border-bottom: 1px solid var(--quiet); }
    td { border-bottom: 1px solid var(--line); }
    tr { break-inside: avoid; }
    .number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
    .name, .words { overflow-wrap: anywhere; }
    th.name { min-width: 10rem; }
    .plan { margin-top: .8rem; }
    code { font-family: ui-monospace, "Cascadia Mono", Menlo, Consolas, monospace; font-size: .92em; }
    details > summary { cursor: pointer; padding: .3rem 0; }
    @media screen and (max-width: 40rem) {
      svg.wide { display: none; }
      svg.narrow { display: block; }
      h1 { font-size: 1.3rem; }
      .tiles { grid-template-columns: 1fr 1fr; }
      .facts { grid-template-columns: 1fr; }
      .facts dd { margin-bottom: .3rem; }
      thead { position: absolute; clip-path: inset(50%); width: 1px; height: 1px; overflow: hidden; }
      table, tbody, tr, td { display: block; }
      tr { border-bottom: 1px solid var(--line); padding: .5rem 0; }
      td, td.number { border: 0; padding: .05rem 0; text-align: left; white-space: normal; overflow-wrap: anywhere; }
      td::before { content: attr(data-label) ": "; color: var(--quiet); }
    }
    @media print {
      body { font-size: 10pt; }
      main { max-width: none; padding: 0; }
      .tiles { grid-template-columns: repeat(3, 1fr); }
      h2 { break-after: avoid; }
      thead { display: table-header-group; }
      * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
    }
    """
}
