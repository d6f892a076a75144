/* Runs in browsers too old for the pages themselves: plain ES5, and no more than one sentence. */
// biome-ignore-all lint/complexity/useArrowFunction: browsers that old know no arrows
// biome-ignore-all lint/style/useTemplate: nor templates
(function () {
  var found = /(Chrome|Chromium)\/(\d+)/.exec(navigator.userAgent);
  var old = found ? Number(found[2]) < 95 : typeof Object.hasOwn !== 'function';
  if (!old) return;
  var name = found ? ['Chromium', found[2]].join(' ') : navigator.userAgent.split(' ').pop();
  var english = /(^|; )lang=en/.test(document.cookie);
  var said = document.createElement('p');
  said.setAttribute('role', 'alert');
  said.className = 'old-browser';
  said.appendChild(
    document.createTextNode(
      english
        ? 'This browser is ' + name + '. Juxian needs Chromium 95 or later (Edge 95, 360 Secure Browser 14, and so on).'
        : '您的浏览器是 ' +
            name +
            '，版本过低。请使用内核为 Chromium 95 及以上的浏览器（如 Edge 95、360安全浏览器14）打开。',
    ),
  );
  document.documentElement.appendChild(said);
})();
