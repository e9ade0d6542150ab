'use strict';
// Draws the charts of the page from its data, keeps them in step with theme, width and printer, and saves tables.
(() => {
  const page = JSON.parse(document.getElementById('data').textContent);
  const root = document.documentElement;
  const drawn = new Map();

  // Numbers.

  const money = page.currency === 'XXX' ? '' : ' ' + page.currency;
  const decimals = (value, most) => new Intl.NumberFormat(page.language, {maximumFractionDigits: most}).format(value);
  const short = (value) =>
    new Intl.NumberFormat(page.language, {notation: 'compact', maximumSignificantDigits: 3}).format(value);
  const written = {
    count: (value) => decimals(value, 0),
    money: (value) => new Intl.NumberFormat(page.language, Math.abs(value) >= 100 || value === 0
      ? {maximumFractionDigits: 0} : {minimumFractionDigits: 2, maximumFractionDigits: 2}).format(value) + money,
    percent: (value) => decimals(100 * value, Math.abs(value) < 0.1 ? 1 : 0) + ' %',
    number: (value) =>
      new Intl.NumberFormat(page.language, {maximumSignificantDigits: 3, useGrouping: false}).format(value),
    text: (value) => String(value)
  };
  const known = (value) => value !== null && value !== undefined;
  const say = (axis, value) => known(value) ? written[axis.format](value) : '–';
  const onAxis = (axis) => (value) => axis.format === 'percent' ? written.percent(value) : short(value);

  // Options that all charts share, by the colours of the theme.

  function colours() {
    const style = getComputedStyle(root);
    const of = (name) => style.getPropertyValue('--' + name).trim();
    return {
      paper: of('paper'), ink: of('ink'), faint: of('faint'), line: of('line'), up: of('up'), down: of('down'),
      pale: of('pale'), deep: of('deep'), series: ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'].map(of)
    };
  }

  function base(colour) {
    return {
      animation: false,
      color: colour.series,
      textStyle: {color: colour.ink, fontFamily: getComputedStyle(document.body).fontFamily},
      grid: {left: 28, right: 24, top: 44, bottom: 34, containLabel: true},
      legend: {top: 4, type: 'scroll', textStyle: {color: colour.ink}, pageTextStyle: {color: colour.ink}},
      // Drawn, not written as HTML: no name can become an element.
      tooltip: {
        renderMode: 'richText', confine: true, backgroundColor: colour.paper, borderColor: colour.line,
        textStyle: {color: colour.ink}
      }
    };
  }

  function axis(colour, type, name, more) {
    return Object.assign({
      type, name, nameLocation: 'middle', nameGap: 26,
      nameTextStyle: {color: colour.faint},
      axisLabel: {color: colour.faint, hideOverlap: true},
      axisLine: {lineStyle: {color: colour.line}},
      splitLine: {lineStyle: {color: colour.line}}
    }, more);
  }

  // One series needs no legend, and its room goes to the chart.
  function legend(options, names, top) {
    options.legend.data = names;
    options.legend.show = names.length > 1;
    options.grid.top = names.length > 1 ? top : top - 30;
  }

  // The name of an axis, with the currency of its amounts.
  const named = (axis) => axis.format === 'money' && money !== '' ? axis.name + ' (' + page.currency + ')' : axis.name;

  const cut = (text, most) => text.length > most ? text.slice(0, most - 1) + '…' : text;

  // What stands after a mark, such as a value after its name, is not cut.
  function cutBefore(text, mark, most) {
    const at = text.lastIndexOf(mark);
    const rest = at < 0 ? '' : text.slice(at);
    return rest.length > most / 2 ? cut(text, most) : cut(text.slice(0, text.length - rest.length), most - rest.length) + rest;
  }

  // One function for each kind of chart: from its data to the options of the library, and what the keyboard reads.

  const kinds = {
    lines(data, colour) {
      const options = base(colour);
      const range = (point) => known(point[2]) ? ' (' + say(data.y, point[2]) + ' – ' + say(data.y, point[3]) + ')' : '';
      options.tooltip.trigger = 'axis';
      options.tooltip.formatter = (items) => [data.x.name + ': ' + say(data.x, items[0].value[0])].concat(
        items.filter((item) => item.seriesName !== '').map(
          (item) => item.seriesName + ': ' + say(data.y, item.value[1]) + range(item.value))).join('\n');
      options.xAxis = axis(colour, 'value', named(data.x),
        {axisLabel: {color: colour.faint, hideOverlap: true, formatter: onAxis(data.x)}, min: 'dataMin', max: 'dataMax',
          splitLine: {show: false}});
      options.yAxis = axis(colour, 'value', named(data.y),
        {nameLocation: 'end', nameGap: 12, nameTextStyle: {color: colour.faint, align: 'left'}, scale: !data.diagonal,
          axisLabel: {color: colour.faint, formatter: onAxis(data.y)}});
      options.series = [];
      data.series.forEach((line, i) => {
        const shade = colour.series[colourOf(data.series, i) % colour.series.length];
        if (line.points.some((point) => known(point[2]))) {
          options.series.push({
            name: '', type: 'custom', silent: true, itemStyle: {color: shade}, data: [0],
            renderItem: (params, api) => {
              const held = line.points.filter((point) => known(point[2]));
              const corners = held.map((point) => api.coord([point[0], point[3]]))
                .concat(held.slice().reverse().map((point) => api.coord([point[0], point[2]])));
              return {type: 'polygon', shape: {points: corners}, style: {fill: shade, opacity: 0.15}};
            },
            encode: {x: -1, y: -1}
          });
        }
        options.series.push({
          name: line.name, type: 'line', data: line.points, symbolSize: line.points.length > 40 ? 0 : 5,
          itemStyle: {color: shade}, lineStyle: {color: shade, width: 2, type: line.dashed ? 'dashed' : 'solid'},
          encode: {x: 0, y: 1}
        });
      });
      if (data.diagonal && options.series.length > 0) {
        options.series[0].markLine = {
          silent: true, symbol: 'none', label: {show: false}, lineStyle: {color: colour.faint, type: 'dotted'},
          data: [[{coord: [0, 0]}, {coord: [1, 1]}]]
        };
        options.xAxis.min = options.yAxis.min = 0;
        options.xAxis.max = options.yAxis.max = 1;
      }
      legend(options, data.series.map((line) => line.name).filter((name, i, all) => all.indexOf(name) === i), 62);
      const read = data.series.flatMap((line) => line.points.map((point) =>
        line.name + (line.dashed ? ', ' + data.dashed : '') + ', ' + data.x.name + ' ' + say(data.x, point[0]) + ': ' + say(data.y, point[1]) + range(point)));
      return {options, read};
    },

    bars(data, colour) {
      const options = base(colour);
      const told = (bars, i) => {
        const range = bars.low.length > 0 && known(bars.low[i])
          ? ' (' + say(data.value, bars.low[i]) + ' – ' + say(data.value, bars.high[i]) + ')' : '';
        return bars.name + ': ' + say(data.value, bars.values[i]) + range;
      };
      options.tooltip.trigger = 'axis';
      options.tooltip.axisPointer = {type: 'shadow'};
      options.tooltip.formatter = (items) =>
        [data.categories[items[0].dataIndex]].concat(data.series.map((bars) => told(bars, items[0].dataIndex))).join('\n');
      const names = axis(colour, 'category', data.lying ? '' : data.axis, {
        data: data.categories, inverse: data.lying, splitLine: {show: false},
        axisLabel: {color: colour.faint, formatter: (name) => cut(name, data.lying ? 34 : 16), hideOverlap: !data.lying,
          interval: data.lying ? 0 : 'auto'}
      });
      const numbers = axis(colour, 'value', named(data.value), {
        axisLabel: {color: colour.faint, hideOverlap: true, formatter: onAxis(data.value)}
      });
      if (!data.lying) {
        Object.assign(numbers, {nameLocation: 'end', nameGap: 12, nameTextStyle: {color: colour.faint, align: 'left'}});
      }
      options.xAxis = data.lying ? numbers : names;
      options.yAxis = data.lying ? names : numbers;
      options.series = [];
      data.series.forEach((bars, k) => {
        options.series.push({
          name: bars.name, type: 'bar', stack: data.stacked ? 'all' : undefined, barMaxWidth: 38,
          data: bars.values.map((value) => data.series.length === 1 && value < 0
            ? {value, itemStyle: {color: colour.down}} : value)
        });
        if (bars.low.length > 0) {
          options.series.push({
            name: '', type: 'custom', silent: true, z: 5,
            data: bars.values.map((value, i) => [i, bars.low[i], bars.high[i]]).filter((each) => known(each[1])),
            encode: data.lying ? {x: [1, 2], y: 0} : {x: 0, y: [1, 2]},
            renderItem: (params, api) => whisker(api, data.lying, k, data.series.length, colour.ink)
          });
        }
      });
      legend(options, data.series.map((bars) => bars.name), data.lying ? 44 : 62);
      const read = data.categories.flatMap((name, i) => data.series.map((bars) => name + ', ' + told(bars, i)));
      return {options, read, height: data.lying ? (data.series.length > 1 ? 90 : 60) + data.categories.length * Math.max(26, 16 * data.series.length) : 0};
    },

    heat(data, colour) {
      const options = base(colour);
      const cells = data.cells.flatMap((row, r) => row.map((value, c) => [c, r, value])).filter((each) => known(each[2]));
      const values = cells.map((each) => each[2]);
      options.legend.show = false;
      options.tooltip.formatter = (item) =>
        data.rowAxis + ': ' + data.rows[item.value[1]] + '\n' + data.columnAxis + ': ' + data.columns[item.value[0]]
        + '\n' + data.value.name + ': ' + say(data.value, item.value[2]);
      const label = {color: colour.faint, formatter: (name) => cut(name, 22), interval: 'auto'};
      options.xAxis = axis(colour, 'category', data.columnAxis, {data: data.columns, axisLabel: label});
      options.yAxis = axis(colour, 'category', data.rowAxis, {data: data.rows, inverse: true, nameLocation: 'start',
        nameGap: 10, nameTextStyle: {color: colour.faint, align: 'right'}, axisLabel: {...label, interval: 0}});
      options.visualMap = {
        show: false, min: Math.min(0, ...values), max: Math.max(...values), dimension: 2,
        inRange: {color: [colour.pale, colour.deep]}
      };
      options.grid.top = 32;
      const darkFrom = 0.55 * options.visualMap.max;
      options.series = [{
        type: 'heatmap',
        data: cells.map((value) => ({value, label: {color: value[2] > darkFrom ? colour.paper : colour.ink}})), itemStyle: {borderColor: colour.paper, borderWidth: 1},
        label: {show: data.columns.length <= 14, formatter: (item) => say(data.value, item.value[2]), fontSize: 11}
      }];
      const read = cells.map(([c, r, value]) => data.rows[r] + ', ' + data.columns[c] + ': ' + say(data.value, value));
      return {options, read, height: 90 + data.rows.length * 28};
    },

    flow(data, colour) {
      const options = base(colour);
      // The same name stands on both sides, so that a letter keeps them apart; it is never shown.
      const nodes = [];
      const add = (side, name) => {
        if (!nodes.some((node) => node.name === side + name)) {
          nodes.push({name: side + name, depth: side === 'a' ? 0 : 1});
        }
      };
      data.flows.forEach((flow) => { add('a', flow.from); add('b', flow.to); });
      const shades = new Map();
      nodes.forEach((node) => {
        const name = node.name.slice(1);
        if (!shades.has(name)) { shades.set(name, colour.series[shades.size % colour.series.length]); }
        node.itemStyle = {color: shades.get(name)};
      });
      const tell = (from, to, count) =>
        data.from + ': ' + from + '\n' + data.to + ': ' + to + '\n' + say(data.value, count) + ' ' + data.value.name;
      options.legend.show = false;
      options.tooltip.formatter = (item) => item.dataType === 'edge'
        ? tell(item.data.source.slice(1), item.data.target.slice(1), item.data.value)
        : item.name.slice(1) + ': ' + say(data.value, item.value) + ' ' + data.value.name;
      options.series = [{
        type: 'sankey', data: nodes, left: 8, right: 170, top: 12, bottom: 12, draggable: false, nodeGap: 12,
        links: data.flows.map((flow) => ({source: 'a' + flow.from, target: 'b' + flow.to, value: flow.count})),
        label: {color: colour.ink, formatter: (item) => cut(item.name.slice(1), 24)},
        lineStyle: {color: 'source', opacity: 0.35}
      }];
      const read = data.flows.map((flow) => tell(flow.from, flow.to, flow.count).replaceAll('\n', ', '));
      return {options, read, height: 120 + nodes.length * 20};
    },

    waterfall(data, colour) {
      const options = base(colour);
      const names = [data.from].concat(data.steps.map((step) => step.name), data.to);
      const spans = [[0, data.start]];
      data.steps.forEach((step) => {
        const from = spans.length === 1 ? data.start : spans[spans.length - 1][1];
        spans.push([from, from + step.amount]);
      });
      spans.push([0, data.end]);
      const amount = (i) => i === 0 ? data.start : i === names.length - 1 ? data.end : data.steps[i - 1].amount;
      const signed = (i) => (i > 0 && i < names.length - 1 && amount(i) > 0 ? '+' : '') + say(data.value, amount(i));
      const shade = (i) => i === 0 || i === names.length - 1 ? colour.faint : amount(i) < 0 ? colour.down : colour.up;
      options.legend.show = false;
      options.tooltip.formatter = (item) => names[item.dataIndex] + ': ' + signed(item.dataIndex);
      options.xAxis = axis(colour, 'value', named(data.value),
        {axisLabel: {color: colour.faint, hideOverlap: true, formatter: onAxis(data.value)}});
      options.yAxis = axis(colour, 'category', '', {
        data: names, inverse: true, splitLine: {show: false},
        axisLabel: {color: colour.ink, interval: 0, formatter: (name) => cutBefore(name, ': ', 40)}
      });
      options.grid.top = 12;
      options.grid.right = 84;
      options.series = [{
        type: 'custom', encode: {x: [1, 2], y: 0}, data: spans.map((span, i) => [i, span[0], span[1]]),
        renderItem: (params, api) => {
          const i = params.dataIndex;
          const one = api.coord([api.value(1), i]);
          const other = api.coord([api.value(2), i]);
          const height = api.size([0, 1])[1] * 0.6;
          const left = Math.min(one[0], other[0]);
          const width = Math.max(1, Math.abs(one[0] - other[0]));
          return {
            type: 'group',
            children: [
              {type: 'rect', shape: {x: left, y: one[1] - height / 2, width, height}, style: {fill: shade(i)}},
              {type: 'text', style: {x: left + width + 6, y: one[1], text: signed(i), fill: colour.ink,
                textVerticalAlign: 'middle', fontSize: 11}}
            ]
          };
        }
      }];
      return {options, read: names.map((name, i) => name + ': ' + signed(i)), height: 70 + names.length * 30};
    },

    swarm(data, colour) {
      const options = base(colour);
      const most = Math.max(1, ...data.dots.map((dot) => dot[3]));
      options.legend.show = false;
      options.tooltip.formatter = (item) => {
        const [effect, row, level, customers] = item.value;
        return data.rows[row] + '\n' + data.effect.name + ': ' + say(data.effect, effect) + '\n' + data.level + ': '
          + (known(level) ? written.percent(level) : '–') + '\n' + data.customers + ': ' + written.count(customers);
      };
      options.xAxis = axis(colour, 'value', named(data.effect),
        {axisLabel: {color: colour.faint, hideOverlap: true, formatter: onAxis(data.effect)}});
      options.yAxis = axis(colour, 'category', '', {
        data: data.rows, inverse: true,
        axisLabel: {color: colour.ink, interval: 0, formatter: (name) => cut(name, 34)}
      });
      options.visualMap = {
        dimension: 2, min: 0, max: 1, orient: 'horizontal', left: 'center', top: 0, itemHeight: 120, itemWidth: 12,
        text: [page.high, page.low], textStyle: {color: colour.faint}, inRange: {color: [colour.up, colour.down]},
        seriesIndex: 0
      };
      // Categories are neither high nor low: their dots have the colour of text.
      const dots = (levelled) => ({
        type: 'scatter', encode: {x: 0, y: 1}, symbolSize: (value) => 4 + 16 * Math.sqrt(value[3] / most),
        itemStyle: levelled ? {opacity: 0.85} : {opacity: 0.85, color: colour.faint},
        data: data.dots.filter((dot) => known(dot[2]) === levelled)
          .map(([row, effect, level, customers]) => [effect, row, level, customers])
      });
      options.series = [dots(true), dots(false)];
      const read = data.dots.map(([row, effect, level, customers]) =>
        data.rows[row] + ', ' + say(data.effect, effect) + ', ' + written.count(customers) + ' ' + data.customers);
      return {options, read, height: 100 + data.rows.length * 34};
    }
  };

  // A line and its dashed continuation have one name and one colour.
  function colourOf(series, i) {
    const names = series.map((line) => line.name).filter((name, k, all) => all.indexOf(name) === k);
    return names.indexOf(series[i].name);
  }

  function whisker(api, lying, k, count, shade) {
    const low = lying ? api.coord([api.value(1), api.value(0)]) : api.coord([api.value(0), api.value(1)]);
    const high = lying ? api.coord([api.value(2), api.value(0)]) : api.coord([api.value(0), api.value(2)]);
    const place = api.barLayout({barMaxWidth: 38, count})[k].offsetCenter;
    const line = (a, b) => ({
      type: 'line', shape: {x1: a[0], y1: a[1], x2: b[0], y2: b[1]}, style: {stroke: shade, lineWidth: 1.5}
    });
    const shift = (point, along) => lying ? [point[0], point[1] + place + along] : [point[0] + place + along, point[1]];
    return {
      type: 'group',
      children: [line(shift(low, 0), shift(high, 0)), line(shift(low, -4), shift(low, 4)), line(shift(high, -4), shift(high, 4))]
    };
  }

  // Drawing.

  function draw(place) {
    const name = place.dataset.chart;
    const data = page.charts[name];
    const {options, read, height} = kinds[data.kind](data, colours());
    if (height) { place.style.height = height + 'px'; }
    const chart = drawn.get(name) || echarts.init(place, null, {renderer: 'svg'});
    drawn.set(name, chart);
    chart.resize();
    chart.setOption(options, true);
    place.dataset.drawn = data.kind;
    place.readings = read;
  }

  function drawAll() { document.querySelectorAll('.chart').forEach(draw); }

  // The keyboard reads a chart number by number; each is said and shown below it.
  function step(event) {
    const by = {ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1}[event.key];
    const place = event.currentTarget;
    if (!by || !place.readings || place.readings.length === 0) { return; }
    event.preventDefault();
    const count = place.readings.length;
    place.reading = place.reading === undefined ? (by > 0 ? 0 : count - 1) : (place.reading + by + count) % count;
    place.parentElement.querySelector('.read').textContent = place.readings[place.reading];
  }

  // Themes: as the system has it until somebody chooses.

  const dark = matchMedia('(prefers-color-scheme: dark)');
  const button = document.getElementById('theme');

  function show(theme) {
    root.dataset.theme = theme;
    button.setAttribute('aria-pressed', String(theme === 'dark'));
    drawAll();
  }

  // Saving. A text that a spreadsheet would run begins with an apostrophe, in both forms.

  const harmless = (text) => /^[=+\-@\t\r]/.test(text) ? "'" + text : text;

  function cells(row) {
    return [...row.cells].map((cell) => cell.dataset.value === undefined ? harmless(cell.textContent) : Number(cell.dataset.value));
  }

  const quoted = (cell) => typeof cell === 'number' || !/[",\n\r]/.test(cell) ? String(cell) : '"' + cell.replaceAll('"', '""') + '"';

  function save(event) {
    const table = event.currentTarget.closest('figure').querySelector('table');
    const rows = [...table.rows].map(cells);
    const form = event.currentTarget.dataset.export;
    const text = form === 'csv'
      ? '\ufeff' + rows.map((row) => row.map(quoted).join(',') + '\r\n').join('')
      : JSON.stringify({name: table.dataset.name, columns: rows[0], rows: rows.slice(1)}, null, 1) + '\n';
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([text], {type: form === 'csv' ? 'text/csv' : 'application/json'}));
    link.download = table.dataset.name + '.' + form;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  }

  button.addEventListener('click', () => show(root.dataset.theme === 'dark' ? 'light' : 'dark'));
  dark.addEventListener('change', (event) => show(event.matches ? 'dark' : 'light'));
  document.querySelectorAll('.chart').forEach((place) => place.addEventListener('keydown', step));
  document.querySelectorAll('[data-export]').forEach((each) => each.addEventListener('click', save));
  let waiting;
  window.addEventListener('resize', () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => drawn.forEach((chart) => chart.resize()), 100);
  });
  // Paper is white, whatever the screen is.
  let before;
  window.addEventListener('beforeprint', () => { before = root.dataset.theme; show('light'); });
  window.addEventListener('afterprint', () => show(before));
  show(dark.matches ? 'dark' : 'light');
})();
