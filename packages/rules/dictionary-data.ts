/** Names and numeric codes of GB/T 3304-1991; the English is its Romanisation. */
export const ethnicGroups = `
  01 汉族 Han
  02 蒙古族 Mongol
  03 回族 Hui
  04 藏族 Zang
  05 维吾尔族 Uygur
  06 苗族 Miao
  07 彝族 Yi
  08 壮族 Zhuang
  09 布依族 Buyei
  10 朝鲜族 Chosen
  11 满族 Man
  12 侗族 Dong
  13 瑶族 Yao
  14 白族 Bai
  15 土家族 Tujia
  16 哈尼族 Hani
  17 哈萨克族 Kazak
  18 傣族 Dai
  19 黎族 Li
  20 傈僳族 Lisu
  21 佤族 Va
  22 畲族 She
  23 高山族 Gaoshan
  24 拉祜族 Lahu
  25 水族 Sui
  26 东乡族 Dongxiang
  27 纳西族 Naxi
  28 景颇族 Jingpo
  29 柯尔克孜族 Kirgiz
  30 土族 Tu
  31 达斡尔族 Daur
  32 仫佬族 Mulao
  33 羌族 Qiang
  34 布朗族 Blang
  35 撒拉族 Salar
  36 毛南族 Maonan
  37 仡佬族 Gelao
  38 锡伯族 Xibe
  39 阿昌族 Achang
  40 普米族 Pumi
  41 塔吉克族 Tajik
  42 怒族 Nu
  43 乌孜别克族 Uzbek
  44 俄罗斯族 Russ
  45 鄂温克族 Ewenki
  46 德昂族 Deang
  47 保安族 Bonan
  48 裕固族 Yugur
  49 京族 Gin
  50 塔塔尔族 Tatar
  51 独龙族 Derung
  52 鄂伦春族 Oroqen
  53 赫哲族 Hezhen
  54 门巴族 Monba
  55 珞巴族 Lhoba
  56 基诺族 Jino
  97 其他 Other
  98 外国血统 Of foreign descent
`;

/** Degrees of GB/T 6864-2003: by branch of learning, then the professional ones. */
export const degrees = `
  1 名誉博士 Honorary doctor
  2 博士 Doctor
  201 哲学博士 Doctor of philosophy
  202 经济学博士 Doctor of economics
  203 法学博士 Doctor of law
  204 教育学博士 Doctor of education
  205 文学博士 Doctor of literature
  206 历史学博士 Doctor of history
  207 理学博士 Doctor of science
  208 工学博士 Doctor of engineering
  209 农学博士 Doctor of agriculture
  210 医学博士 Doctor of medicine
  211 军事学博士 Doctor of military science
  212 管理学博士 Doctor of management
  245 临床医学博士 Doctor of clinical medicine
  248 兽医博士 Doctor of veterinary medicine
  250 口腔医学博士 Doctor of stomatology
  3 硕士 Master
  301 哲学硕士 Master of philosophy
  302 经济学硕士 Master of economics
  303 法学硕士 Master of law
  304 教育学硕士 Master of education
  305 文学硕士 Master of literature
  306 历史学硕士 Master of history
  307 理学硕士 Master of science
  308 工学硕士 Master of engineering
  309 农学硕士 Master of agriculture
  310 医学硕士 Master of medicine
  311 军事学硕士 Master of military science
  312 管理学硕士 Master of management
  341 法律硕士 Juris master
  342 教育硕士 Master in education (professional)
  343 工程硕士 Master in engineering (professional)
  344 建筑学硕士 Master of architecture
  345 临床医学硕士 Master of clinical medicine
  346 工商管理硕士 Master of business administration
  347 农业推广硕士 Master of agricultural extension
  348 兽医硕士 Master of veterinary medicine
  349 公共管理硕士 Master of public administration
  350 口腔医学硕士 Master of stomatology
  351 公共卫生硕士 Master of public health
  352 军事硕士 Master of military affairs
  4 学士 Bachelor
  401 哲学学士 Bachelor of philosophy
  402 经济学学士 Bachelor of economics
  403 法学学士 Bachelor of law
  404 教育学学士 Bachelor of education
  405 文学学士 Bachelor of literature
  406 历史学学士 Bachelor of history
  407 理学学士 Bachelor of science
  408 工学学士 Bachelor of engineering
  409 农学学士 Bachelor of agriculture
  410 医学学士 Bachelor of medicine
  411 军事学学士 Bachelor of military science
  412 管理学学士 Bachelor of management
  444 建筑学学士 Bachelor of architecture
`;

/** Categories, classes and majors of the Ministry of Education's undergraduate catalogue that a county meets. */
export const disciplines = `
  02 经济学 Economics
  0201 经济学类 Economics
  020101 经济学 Economics
  0202 财政学类 Public finance
  020201 财政学 Public finance
  020202 税收学 Taxation
  0203 金融学类 Finance
  020301 金融学 Finance
  020303 保险学 Insurance
  03 法学 Law
  0301 法学类 Law
  030101 法学 Law
  0302 政治学类 Political science
  030201 政治学与行政学 Political science and public administration
  0303 社会学类 Sociology
  030301 社会学 Sociology
  030302 社会工作 Social work
  0304 民族学类 Ethnology
  030401 民族学 Ethnology
  04 教育学 Education
  0401 教育学类 Education
  040101 教育学 Education
  040104 教育技术学 Educational technology
  040106 学前教育 Preschool education
  040107 小学教育 Primary education
  040108 特殊教育 Special education
  0402 体育学类 Sports
  040201 体育教育 Physical education
  05 文学 Literature
  0501 中国语言文学类 Chinese language and literature
  050101 汉语言文学 Chinese language and literature
  0502 外国语言文学类 Foreign languages and literature
  050201 英语 English
  0503 新闻传播学类 Journalism and communication
  050301 新闻学 Journalism
  06 历史学 History
  0601 历史学类 History
  060101 历史学 History
  060103 考古学 Archaeology
  060104 文物与博物馆学 Cultural heritage and museology
  07 理学 Science
  0701 数学类 Mathematics
  070101 数学与应用数学 Mathematics and applied mathematics
  0702 物理学类 Physics
  070201 物理学 Physics
  0703 化学类 Chemistry
  070301 化学 Chemistry
  070302 应用化学 Applied chemistry
  0705 地理科学类 Geography
  070501 地理科学 Geography
  070504 地理信息科学 Geographic information science
  0709 地质学类 Geology
  070901 地质学 Geology
  0710 生物科学类 Biology
  071001 生物科学 Biology
  071002 生物技术 Biotechnology
  071004 生态学 Ecology
  08 工学 Engineering
  0802 机械类 Mechanical engineering
  080202 机械设计制造及其自动化 Mechanical design, manufacturing and automation
  0804 材料类 Materials
  080401 材料科学与工程 Materials science and engineering
  0805 能源动力类 Energy and power
  080501 能源与动力工程 Energy and power engineering
  080503 新能源科学与工程 New energy science and engineering
  0806 电气类 Electrical engineering
  080601 电气工程及其自动化 Electrical engineering and automation
  0807 电子信息类 Electronic information
  080701 电子信息工程 Electronic information engineering
  080703 通信工程 Communication engineering
  0808 自动化类 Automation
  080801 自动化 Automation
  0809 计算机类 Computing
  080901 计算机科学与技术 Computer science and technology
  080902 软件工程 Software engineering
  080903 网络工程 Network engineering
  0810 土木类 Civil engineering
  081001 土木工程 Civil engineering
  081003 给排水科学与工程 Water supply and drainage
  0811 水利类 Water conservancy
  081101 水利水电工程 Water conservancy and hydropower engineering
  0812 测绘类 Surveying and mapping
  081201 测绘工程 Surveying and mapping engineering
  0813 化工与制药类 Chemical and pharmaceutical engineering
  081301 化学工程与工艺 Chemical engineering and technology
  0815 矿业类 Mining
  081501 采矿工程 Mining engineering
  0818 交通运输类 Transport
  081801 交通运输 Transport
  0823 农业工程类 Agricultural engineering
  082302 农业机械化及其自动化 Agricultural mechanisation and automation
  082305 农业水利工程 Agricultural water conservancy
  0825 环境科学与工程类 Environmental science and engineering
  082502 环境工程 Environmental engineering
  0827 食品科学与工程类 Food science and engineering
  082701 食品科学与工程 Food science and engineering
  082702 食品质量与安全 Food quality and safety
  0828 建筑类 Architecture
  082801 建筑学 Architecture
  082802 城乡规划 Urban and rural planning
  09 农学 Agriculture
  0901 植物生产类 Plant production
  090101 农学 Agronomy
  090102 园艺 Horticulture
  090103 植物保护 Plant protection
  090105 种子科学与工程 Seed science and engineering
  090106 设施农业科学与工程 Protected agriculture
  0902 自然保护与环境生态类 Nature conservation and ecology
  090201 农业资源与环境 Agricultural resources and environment
  090203 水土保持与荒漠化防治 Soil conservation and desertification control
  0903 动物生产类 Animal production
  090301 动物科学 Animal science
  0904 动物医学类 Veterinary medicine
  090401 动物医学 Veterinary medicine
  0905 林学类 Forestry
  090501 林学 Forestry
  090502 园林 Landscape gardening
  0906 水产类 Fisheries
  090601 水产养殖学 Aquaculture
  0907 草学类 Grassland science
  090701 草业科学 Grassland science
  10 医学 Medicine
  1002 临床医学类 Clinical medicine
  100201 临床医学 Clinical medicine
  100203 医学影像学 Medical imaging
  1003 口腔医学类 Stomatology
  100301 口腔医学 Stomatology
  1004 公共卫生与预防医学类 Public health and preventive medicine
  100401 预防医学 Preventive medicine
  1005 中医学类 Chinese medicine
  100501 中医学 Chinese medicine
  100502 针灸推拿学 Acupuncture and tuina
  100503 藏医学 Tibetan medicine
  1007 药学类 Pharmacy
  100701 药学 Pharmacy
  1008 中药学类 Chinese pharmacy
  100801 中药学 Chinese pharmacy
  1011 护理学类 Nursing
  101101 护理学 Nursing
  12 管理学 Management
  1201 管理科学与工程类 Management science and engineering
  120103 工程管理 Engineering management
  1202 工商管理类 Business administration
  120201 工商管理 Business administration
  120203 会计学 Accounting
  120206 人力资源管理 Human resource management
  1203 农业经济管理类 Agricultural economics and management
  120301 农林经济管理 Agricultural and forestry economics and management
  1204 公共管理类 Public administration
  120401 公共事业管理 Public affairs administration
  120402 行政管理 Public administration
  120403 劳动与社会保障 Labour and social security
  1208 电子商务类 Electronic commerce
  120801 电子商务 Electronic commerce
  1209 旅游管理类 Tourism
  120901 旅游管理 Tourism management
  13 艺术学 Arts
  1302 音乐与舞蹈学类 Music and dance
  130202 音乐学 Musicology
  130205 舞蹈学 Dance
  1304 美术学类 Fine arts
  130401 美术学 Fine arts
  130405 书法学 Calligraphy
  130407 中国画 Chinese painting
  1305 设计学类 Design
  130502 视觉传达设计 Visual communication design
  130507 工艺美术 Arts and crafts`;
