"""Main streets of Kyoto and Shanghai in Latin letters, as few machines have the fonts of both."""

from __future__ import annotations

_KYOTO = {
    "川端通": "Kawabata-dori", "烏丸通": "Karasuma-dori", "堀川通": "Horikawa-dori",
    "御池通": "Oike-dori", "油小路通": "Aburanokoji-dori", "東大路通": "Higashioji-dori",
    "河原町通": "Kawaramachi-dori", "西洞院通": "Nishinotoin-dori", "丸太町通": "Marutamachi-dori",
    "新町通": "Shinmachi-dori", "寺町通": "Teramachi-dori", "二条通": "Nijo-dori",
    "三条通": "Sanjo-dori", "室町通": "Muromachi-dori", "東洞院通": "Higashinotoin-dori",
    "四条通": "Shijo-dori", "五条通": "Gojo-dori", "松原通": "Matsubara-dori",
    "小川通": "Ogawa-dori", "猪熊通": "Inokuma-dori", "富小路通": "Tominokoji-dori",
    "麩屋町通": "Fuyacho-dori", "御幸町通": "Gokomachi-dori", "柳馬場通": "Yanaginobanba-dori",
    "高倉通": "Takakura-dori", "堺町通": "Sakaimachi-dori", "姉小路通": "Aneyakoji-dori",
    "蛸薬師通": "Takoyakushi-dori", "竹屋町通": "Takeyamachi-dori", "木屋町通": "Kiyamachi-dori",
    "押小路通": "Oshikoji-dori", "高辻通": "Takatsuji-dori", "東堀川通": "Higashi-Horikawa-dori",
    "仏光寺通": "Bukkoji-dori", "綾小路通": "Ayanokoji-dori", "釜座通": "Kamanza-dori",
    "錦小路通": "Nishikikoji-dori", "冷泉通": "Reizei-dori", "衣棚通": "Koromonotana-dori",
    "仁王門通": "Niomon-dori", "夷川通": "Ebisugawa-dori", "岩上通": "Iwagami-dori",
    "万寿寺通": "Manjuji-dori", "醒ヶ井通": "Samegai-dori", "中立売通": "Nakadachiuri-dori",
    "下立売通": "Shimodachiuri-dori", "大和大路通": "Yamato-oji-dori", "先斗町通": "Pontocho-dori",
}  # fmt: skip
_SHANGHAI = {
    "陆家嘴环路": "Lujiazui Ring Rd", "复兴东路": "Fuxing Rd E", "延安东路": "Yan'an Rd E",
    "延安高架路": "Yan'an Elevated Rd", "人民路": "Renmin Rd", "河南南路": "Henan Rd S",
    "河南中路": "Henan Rd M", "河南北路": "Henan Rd N", "银城中路": "Yincheng Rd M",
    "世纪大道": "Century Ave", "西藏南路": "Xizang Rd S", "天潼路": "Tiantong Rd",
    "中山东二路": "Zhongshan Rd E 2", "中山东一路": "Zhongshan Rd E 1", "海宁路": "Haining Rd",
    "中山南路": "Zhongshan Rd S", "浦东南路": "Pudong Rd S", "塘沽路": "Tanggu Rd",
    "滨江大道": "Binjiang Ave", "南苏州路": "Suzhou Rd S", "北苏州路": "Suzhou Rd N",
    "东昌路": "Dongchang Rd", "北京东路": "Beijing Rd E", "南京东路": "Nanjing Rd E",
    "吴淞路": "Wusong Rd", "九江路": "Jiujiang Rd", "汉口路": "Hankou Rd",
    "广东路": "Guangdong Rd", "浦明路": "Puming Rd", "金陵东路": "Jinling Rd E",
    "花园石桥路": "Huayuan Shiqiao Rd", "福建中路": "Fujian Rd M", "福州路": "Fuzhou Rd",
    "四川中路": "Sichuan Rd M", "四川北路": "Sichuan Rd N", "江西中路": "Jiangxi Rd M",
    "宁波路": "Ningbo Rd", "富城路": "Fucheng Rd", "银城路": "Yincheng Rd",
    "浙江中路": "Zhejiang Rd M", "东泰路": "Dongtai Rd", "山西北路": "Shanxi Rd N",
    "外滩隧道": "Bund Tunnel", "人民路隧道": "Renmin Rd Tunnel",
    "延安东路隧道": "Yan'an Rd E Tunnel", "新建路隧道": "Xinjian Rd Tunnel",
}  # fmt: skip
ROMANISED = {**_KYOTO, **_SHANGHAI}
