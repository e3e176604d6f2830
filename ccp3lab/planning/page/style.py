"""The looks of the page: each kind has a pattern or a border of its own beside its colour; printed as on the screen."""

SHEET = """
:root { --ink: #1c2430; --paper: #fff; --line: #5b6675; --soft: #eef1f5; --row: 3.2rem;
  font: 15px/1.45 system-ui, sans-serif; }
* { box-sizing: border-box; }
body { color: var(--ink); background: var(--paper); max-width: 75rem; margin: 0 auto; padding: 1.5rem; }
h1 { font-size: 1.7rem; margin: 0 0 .3rem; }
h2 { font-size: 1.25rem; margin: 2.2rem 0 .3rem; border-bottom: 2px solid var(--line); }
h3 { font-size: 1.05rem; margin: 1.6rem 0 .4rem; }
h4 { font-size: .95rem; margin: 0 0 .3rem; }
p { margin: .2rem 0 .8rem; }
figure { margin: 1rem 0; }
figcaption { font-size: .85rem; margin-bottom: .3rem; }
ul, ol { list-style: none; margin: 0; padding: 0; }
.map { position: relative; height: calc(var(--rows) * var(--row)); }
.rows { position: absolute; left: 0; top: 0; bottom: 0; width: 7.5rem; font: .72rem/1 ui-monospace, monospace; }
.rows li { position: absolute; left: 0; right: 0; padding-top: .25rem; border-top: 1px solid var(--line); }
.boxes { position: absolute; left: 7.5rem; right: 0; top: 0; bottom: 0; border: 1px solid var(--line); }
.box { position: absolute; overflow: hidden; border: 1px solid var(--line); padding: .15rem .25rem;
  font-size: .68rem; line-height: 1.25; }
.box b, .box span { display: block; white-space: nowrap; overflow: hidden; text-overflow: ellipsis; }
.box span { font-family: ui-monospace, monospace; font-size: .62rem; }
.free { background: repeating-linear-gradient(135deg, #fff 0, #fff 7px, #dfe3e9 7px, #dfe3e9 8px); color: #4a5462; }
.vlan { background: #bfdcf5; border: 2px solid #1f5f99; }
.transit { background: #ffe2a8; border: 3px double #8a5a00; }
.pool { background: #d5edcf; border: 2px dotted #2f6b22; }
.public { background: #f6cfd8; border: 2px dashed #9b1c3d; }
.reserved { background: repeating-linear-gradient(45deg, #d3d6db 0, #d3d6db 4px, #f4f5f7 4px, #f4f5f7 8px);
  border: 2px solid #5b6675; }
.crowded { background: repeating-linear-gradient(90deg, #bfdcf5 0, #bfdcf5 5px, #e9f3fc 5px, #e9f3fc 10px);
  border: 2px groove #1f5f99; }
.legend { display: flex; flex-wrap: wrap; gap: .4rem 1.2rem; font-size: .85rem; margin: .8rem 0; }
.legend i { position: static; display: inline-block; width: 1.8rem; height: 1rem; margin-right: .4rem;
  vertical-align: -.15rem; }
.subnet { margin: .9rem 0; break-inside: avoid; }
.bar { position: relative; height: 1.5rem; border: 1px solid var(--line); }
.span { position: absolute; top: 0; bottom: 0; }
.span.network, .span.broadcast { background: #1c2430; }
.span.gateway { background: #c2410c; border-bottom: .5rem solid #fff; }
.span.host { background: #1f5f99; border-left: 1px solid #fff; }
.span.dhcp { background: repeating-linear-gradient(90deg, #9fd49a 0, #9fd49a 6px, #cdeac9 6px, #cdeac9 9px); }
.span.client { background: radial-gradient(#2f6b22 1px, #d5edcf 1.5px) 0 0 / 6px 6px; }
.words { display: flex; flex-wrap: wrap; gap: 0 1rem; font-size: .78rem; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; font-size: .78rem; }
th, td { border: 1px solid #b9c1cc; padding: .2rem .4rem; text-align: left; white-space: nowrap; }
th { background: var(--soft); }
@media print {
  @page { size: A4 landscape; margin: 10mm; }
  * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  :root { font-size: 9.5pt; --row: 2.25rem; }
  body { max-width: none; padding: 0; }
  figure, tr { break-inside: avoid; }
  h2, h3, h4, figcaption { break-after: avoid; }
  .wide { overflow: visible; }
  table { font-size: 6.5pt; }
  th, td { white-space: normal; padding: .1rem .2rem; }
}
"""
