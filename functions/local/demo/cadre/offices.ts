/** How a unit is staffed: what is approved, and how many of it are held. */
export type Office = {
  unit: string;
  sort: 'department' | 'town' | 'institution' | 'enterprise';
  level: 'township' | 'townshipDeputy' | 'section';
  /** Names of the posts; places approved and held of each. */
  chiefs: readonly Seat[];
  deputies: readonly Seat[];
  /** Heads of inner offices, one place each; the first so many are hot posts. */
  inner: readonly string[];
  hot: number;
  /** People without a leading post. */
  staff: number;
  /** Places by kind of establishment. */
  places: Readonly<Record<string, number>>;
  note?: string;
};
export type Seat = { post: string; approved: number; held: number };

/** `局长 1/1` is one place, held; several parted by 、. */
const seats = (text: string): Seat[] =>
  text
    .split('、')
    .filter(Boolean)
    .map((one) => {
      const [post = '', figures = '1/1'] = one.split(' ');
      const [approved = 1, held = 1] = figures.split('/').map(Number);
      return { post, approved, held };
    });

type Few = { chiefs?: string; deputies: string; inner: string; hot?: number; staff?: number; places: number };

function office(
  unit: string,
  sort: Office['sort'],
  level: Office['level'],
  { chiefs = '', deputies, inner, hot = 0, staff = 0, places }: Few,
  more: { establishment?: string; note?: string } = {},
): Office {
  const {
    establishment = sort === 'enterprise' ? 'otherPlaces' : sort === 'institution' ? 'institution' : 'administrative',
  } = more;
  return {
    unit,
    sort,
    level,
    chiefs: seats(chiefs),
    deputies: seats(deputies),
    inner: inner.split('、').filter(Boolean),
    hot,
    staff,
    places: { [establishment]: places },
    ...(more.note ? { note: more.note } : {}),
  };
}

const department = (unit: string, few: Few, more = {}) => office(unit, 'department', 'township', few, more);
const cityManaged = { note: '主要负责人由县领导兼任，属市管干部，不在本册' };

const townInner = '党政办公室、经济发展办公室、社会事务办公室、综合执法队';
const town = (unit: string, deputies: string, staff: number, places: number, chiefs = '党委书记、镇长') =>
  office(unit, 'town', 'township', { chiefs, deputies, inner: townInner, staff, places });
const townDeputies = (leaders: string, others: string): string =>
  `党委副书记、党委委员 4/${leaders}、副镇长 2/${others}`;

const leadersOnly = { note: '编制为纳入干部管理的岗位，教学、医疗岗位另册管理' };
const school = (unit: string, deputies: string, inner: string, places: number) =>
  office(unit, 'institution', 'townshipDeputy', { chiefs: '校长', deputies, inner, places }, leadersOnly);
const hospital = (unit: string, chiefs: string, deputies: string, inner: string, places: number) =>
  office(unit, 'institution', 'townshipDeputy', { chiefs, deputies, inner, places }, leadersOnly);
const institution = (unit: string, word: string, deputies: string, inner: string, places: number) =>
  office(unit, 'institution', 'townshipDeputy', {
    chiefs: `${word}`,
    deputies: `副${word} ${deputies}`,
    inner,
    places,
  });
const company = (unit: string, deputies: string, places: number) =>
  office(unit, 'enterprise', 'section', { chiefs: '经理', deputies: `副经理 ${deputies}`, inner: '综合部', places });

/** The 39 units with people on record; the society has none. 556 in all. */
export const offices: readonly Office[] = [
  department('中共青山县委办公室', {
    chiefs: '主任',
    deputies: '副主任 4/4',
    inner: '综合股、秘书股、督查股、信息股',
    staff: 12,
    places: 21,
  }),
  department(
    '中共青山县委组织部',
    { deputies: '副部长 4/3', inner: '干部股、组织股、人才股、公务员股', staff: 12, places: 20 },
    cityManaged,
  ),
  department(
    '中共青山县委宣传部',
    { deputies: '副部长 3/3', inner: '理论股、新闻股、文明创建股、文艺股', staff: 10, places: 17 },
    cityManaged,
  ),
  department('青山县人民政府办公室', {
    chiefs: '主任',
    deputies: '副主任 4/5',
    inner: '综合股、秘书股、督查股、政务公开股',
    staff: 12,
    places: 20,
  }),
  department('青山县教育局', {
    chiefs: '局长',
    deputies: '副局长 4/4',
    inner: '财务股、项目建设股、人事股、招生考试股、民办教育股、办公室',
    hot: 5,
    staff: 8,
    places: 20,
  }),
  department('青山县卫生健康局', {
    chiefs: '局长',
    deputies: '副局长 4/5',
    inner: '财务股、药政股、人事股、医政股、综合监督股、办公室',
    hot: 5,
    staff: 8,
    places: 18,
  }),
  department('青山县文化和旅游局', {
    chiefs: '局长',
    deputies: '副局长 3/3',
    inner: '公共服务股、文物股、市场管理股、办公室',
    staff: 9,
    places: 18,
  }),
  department('青山县工业和信息化局', {
    chiefs: '局长 1/0',
    deputies: '副局长 3/2',
    inner: '企业服务股、技术改造股、运行监测股、办公室',
    staff: 8,
    places: 18,
  }),
  department('青山县人力资源和社会保障局', {
    chiefs: '局长',
    deputies: '副局长 4/4',
    inner: '就业股、工资福利股、劳动关系股、办公室',
    staff: 10,
    places: 19,
  }),
  department('青山县农业农村局', {
    chiefs: '局长',
    deputies: '副局长 4/4',
    inner: '项目股、农田建设股、财务股、农机股、种子管理股、渔政股、办公室',
    hot: 6,
    staff: 9,
    places: 22,
  }),
  department('青山县财政局', {
    chiefs: '局长',
    deputies: '副局长 4/3',
    inner: '预算股、国库股、采购监管股、行政政法股、经济建设股、社会保障股、国有资产股、会计股、办公室',
    hot: 8,
    staff: 9,
    places: 24,
  }),
  department('青山县住房和城乡建设局', {
    chiefs: '局长',
    deputies: '副局长 4/5',
    inner:
      '建筑业股、工程质量股、招标投标股、房地产市场股、物业管理股、村镇建设股、城市管理股、人防工程股、财务股、办公室',
    hot: 9,
    staff: 9,
    places: 24,
  }),
  department('青山县行政审批局', {
    chiefs: '局长',
    deputies: '副局长 3/3',
    inner: '市场准入股、投资项目股、工程建设股、社会事务股、交通水利股、农林股、踏勘股、中介服务股、办公室',
    hot: 8,
    staff: 8,
    places: 22,
  }),
  department('青山县市场监督管理局', {
    chiefs: '局长',
    deputies: '副局长 4/4',
    inner: '企业注册股、食品生产股、食品流通股、药品股、特种设备股、价格监督股、质量股、执法稽查股、办公室',
    hot: 8,
    staff: 9,
    places: 25,
  }),
  department('青山县交通运输局', {
    chiefs: '局长',
    deputies: '副局长 3/2',
    inner: '工程股、养护股、运输管理股、法规股、建设市场股、财务股、安全股、办公室',
    hot: 7,
    staff: 8,
    places: 20,
  }),
  department(
    '青山县总工会',
    { chiefs: '主席', deputies: '副主席 2/2', inner: '权益保障部、办公室', staff: 5, places: 9 },
    { establishment: 'referenced' },
  ),
  town('云麓街道', '党工委副书记、党工委委员 4/4、副主任 2/2', 13, 27, '党工委书记、主任'),
  town('松溪镇', townDeputies('5', '2'), 13, 26),
  town('清河镇', townDeputies('3', '2'), 12, 26),
  town('东塘镇', townDeputies('4', '2'), 12, 25),
  town('白石乡', '党委副书记、党委委员 4/3、副乡长 2/1', 12, 24, '党委书记、乡长'),
  town('柳林乡', '党委副书记、党委委员 4/4、副乡长 2/1', 11, 24, '党委书记 1/1、乡长 1/0'),
  school('青山县第一中学', '副校长 3/3', '办公室、教务处、德育处、总务处', 8),
  school('青山县第二中学', '副校长 3/2', '办公室、教务处、德育处、总务处、教科室', 9),
  school('青山县实验小学', '副校长 2/2', '办公室、教务处、德育处', 6),
  school('青山县职业教育中心', '副校长 3/3', '办公室、教务处、实训处、招生就业处', 8),
  school('松溪镇中心学校', '副校长 1/1', '办公室、教务处、总务处', 5),
  hospital('青山县人民医院', '院长', '副院长 3/4', '办公室、医务科、护理部、财务科', 8),
  hospital('青山县中医医院', '院长', '副院长 3/3', '办公室、医务科、护理部、财务科', 8),
  hospital('青山县妇幼保健院', '院长', '副院长 2/2', '办公室、医务科、保健部', 6),
  hospital('青山县疾病预防控制中心', '主任', '副主任 2/2', '办公室、免疫规划科、检验科', 7),
  institution('青山县文化馆', '馆长', '1/1', '办公室、辅导部、活动部', 5),
  institution('青山县博物馆', '馆长', '1/1', '办公室、陈列部、保管部', 5),
  institution('青山县融媒体中心', '主任', '2/2', '办公室、采编部、技术部', 6),
  institution('青山县农业技术推广中心', '主任', '2/2', '办公室、土肥站、植保站', 7),
  institution('青山县青瓷研究所', '所长', '1/1', '办公室、工艺室', 4),
  company('青山陶瓷有限公司', '1/1', 3),
  company('青山精密铸造有限公司', '1/1', 3),
  company('青山县供水公司', '2/2', 4),
];
