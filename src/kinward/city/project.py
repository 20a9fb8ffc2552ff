"""Longitude and latitude to metres: a transverse Mercator projection about the map's middle."""

from __future__ import annotations

import math

import numpy as np

from kinward.core.errors import InputError

WIDEST_M = 60_000.0  # widest map, m: above, a city is not one map
MOST_LAT = 85.0  # degrees; nearer to a pole no street map is projected


class Projection:
    """A local metric projection; x east and y north of `origin`, in m, rounded to 1 mm.

    The scale is 1 on the central meridian and off by less than 2e-5 at 40 km (Snyder 1987,
    Map Projections: A Working Manual, p. 57), so lengths are true to the millimetre a street.
    """

    def __init__(self, lon: float, lat: float) -> None:
        from pyproj import Transformer

        self.origin = (round(lon, 7), round(lat, 7))
        self.crs = (
            f"+proj=tmerc +lat_0={self.origin[1]} +lon_0={self.origin[0]} +k=1 +x_0=0 +y_0=0 "
            "+datum=WGS84 +units=m +no_defs"
        )
        self._forward = Transformer.from_crs("EPSG:4326", self.crs, always_xy=True)

    def metres(self, lonlat: np.ndarray) -> np.ndarray:
        """Project degrees (n, 2) longitude, latitude to m (n, 2)."""
        lonlat = np.asarray(lonlat, np.float64).reshape(-1, 2)
        x, y = self._forward.transform(lonlat[:, 0], lonlat[:, 1])
        return np.round(np.column_stack([x, y]), 3)


def projection_for(lonlat: np.ndarray, source: str) -> tuple[Projection, np.ndarray]:
    """The projection about the middle of these points, and the points without a jump at 180.

    Raises:
        InputError: coordinates out of range, near a pole, or wider than a city.
    """
    lonlat = np.array(lonlat, np.float64).reshape(-1, 2)
    lon, lat = lonlat[:, 0], lonlat[:, 1]
    if not len(lonlat):
        raise InputError(f"{source}: no coordinates; a map needs nodes with lon and lat")
    if not np.isfinite(lonlat).all() or np.abs(lon).max() > 180 or np.abs(lat).max() > 90:
        raise InputError(
            f"{source}: coordinates outside longitude -180..180 and latitude -90..90; "
            "degrees in the order longitude, latitude are right"
        )
    if np.abs(lat).max() > MOST_LAT:
        raise InputError(
            f"{source}: latitude {lat[np.abs(lat).argmax()]:.4f} is too near to a pole; "
            f"streets between {-MOST_LAT:.0f} and {MOST_LAT:.0f} degrees are right"
        )
    if lon.max() - lon.min() > 180:  # the map lies across the date line
        lonlat[:, 0] = lon = np.where(lon < 0, lon + 360, lon)
    middle = (float(lon.min() + lon.max()) / 2, float(lat.min() + lat.max()) / 2)
    high = (lat.max() - lat.min()) * 111_000
    wide = (lon.max() - lon.min()) * 111_000 * math.cos(math.radians(middle[1]))
    if max(high, wide) > WIDEST_M:
        raise InputError(
            f"{source}: the streets span {wide / 1000:,.0f} x {high / 1000:,.0f} km; a city map "
            f"of at most {WIDEST_M / 1000:.0f} km is right (cut it to the part you want)"
        )
    lon0 = middle[0] - 360 if middle[0] > 180 else middle[0]
    return Projection(lon0, middle[1]), lonlat
