import { t } from '@juxian/base/text.ts';

/** The words of the page on which the portal's face and its own address are settled; loaded with it. */
export const portalWords = {
  face: t('门户标识', 'Face of the portal'),
  faceNote: t('显示在门户每一页的页首和页脚。', 'At the head and foot of every page.'),
  name: t('门户名称', 'Name of the portal'),
  nameHelp: t('不填则为“{county}人才服务”', 'Left blank it is “{county} talent service”'),
  slogan: t('标语', 'Slogan'),
  emblem: t('标识图片', 'Emblem'),
  emblemHelp: t(
    'PNG、JPEG或WebP，每边32至1024像素，至多200 kB。不得使用国旗、国徽、党旗、党徽作为标识（国徽法、中国共产党党徽党旗条例）。',
    'PNG, JPEG or WebP, 32 to 1024 pixels a side, at most 200 kB. Flag and emblem of the state or the party must not be used as a logo.',
  ),
  emblemStands: t('已有标识图片，{width}×{height}像素', 'There is an emblem of {width}×{height} pixels'),
  emblemGone: t('保存后去掉标识图片', 'The emblem goes when this is saved'),
  emblemDrop: t('去掉', 'Take away'),
  foot: t('页脚', 'Foot'),
  organiser: t('主办单位', 'Run by'),
  organiserHelp: t(
    '不填则为机关名称；电话、地址、办公时间在“本县”中填写',
    'Left blank it is the office; telephone, address and hours are set under “The county”',
  ),
  icp: t('ICP备案号', 'ICP filing'),
  police: t('公安备案号', 'Public security filing'),
  siteCode: t('政府网站标识码', 'Code of government sites'),
  filingHelp: t('没有的留空。', 'Leave blank what there is none of.'),
  preview: t('预览', 'Preview'),
  previewTitle: t('门户首页预览', 'First page of the portal'),
  contrast: t(
    '颜色与白字对比 {n}:1，达到4.5:1的要求。尚未保存。',
    'White on this colour has {n}:1; 4.5:1 is needed. Not saved yet.',
  ),

  domain: t('自有域名', 'Own address'),
  domainNote: t('门户现在的地址：', 'The portal is found at '),
  domainWhy: t(
    '用本单位自己的域名打开门户；链接、消息和证书二维码随之改用该域名，平台上的地址一直有效。域名须已完成ICP备案。',
    'Opens the portal under a name of your own; links, messages and codes on papers follow. The address on the platform works as before. The name needs an ICP filing.',
  ),
  domainName: t('域名', 'Name'),
  domainHelp: t('如 rc.qinghe.gov.cn；可用中文域名', 'Such as rc.qinghe.gov.cn'),
  next: t('下一步', 'Next'),
  change: t('更换域名', 'Another name'),
  keep: t('不更换', 'Keep it'),
  steps: t(
    '请在域名解析中添加这两条记录，生效后点“检查”。',
    'Add these two records where the name is administered, then check.',
  ),
  host: t('主机', 'Host'),
  value: t('记录值', 'Value'),
  found: t('现为', 'Found'),
  noTarget: t('（平台尚未设置域名，请联系运营方）', '(the platform has no name yet; ask the operator)'),
  check: t('检查', 'Check'),
  waiting: t('待检查', 'To be checked'),
  served: t('{day}起启用', 'In use since {day}'),
  broken: t('{day}起解析异常', 'Out of order since {day}'),
  brokenNote: t(
    '门户仍可从平台地址访问，新发的链接暂用平台地址；改正后点“检查”。',
    'The portal is still found on the platform, where new links lead for now. Mend the record, then check.',
  ),
  opened: t('已启用', 'In use'),
  remove: t('停用域名', 'Stop using it'),
  removeTitle: t('停用{host}？', 'Stop using {host}?'),
  removeNote: t(
    '已经印出的证书二维码和发出的链接若指向该域名，将打不开；可改用平台地址核验证书。',
    'Codes on printed papers and links already sent that lead there will not open; papers can be checked on the platform.',
  ),
};
